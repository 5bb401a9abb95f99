package cotinga.bench;

import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that send requests one after the other, each for its path and with the entity tag of its last response. Beside them, what a shared cache in front would have
 * answered itself: a request whose path another one had before, within the lifetime of that response.
 */
final class PollingClients {
    /** The number of addresses that they come from. */
    static final int ADDRESSES = 8;

    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");

    private final List<String> paths;
    private final List<String> tags;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<Long, Integer> lifetimes = new TreeMap<>();
    private final Map<String, Long> freshUntil = new HashMap<>();
    private long fromCache;
    private long all;
    private long older;

    /** @param paths one of each client */
    PollingClients(List<String> paths) {
        this.paths = paths;
        tags = new ArrayList<>(paths.stream().map(path -> "").toList());
    }

    /** Counts from zero, as with an empty shared cache. */
    synchronized void begin() {
        statuses.clear();
        lifetimes.clear();
        freshUntil.clear();
        fromCache = 0;
        all = 0;
        older = 0;
    }

    /** The request with a number. */
    synchronized SteadyLoad.Read read(int number) {
        int client = number % paths.size();
        String tag = tags.get(client);
        return new SteadyLoad.Read(
                client % ADDRESSES,
                paths.get(client),
                tag.isEmpty()
                        ? Map.of("accept-encoding", "gzip")
                        : Map.of("accept-encoding", "gzip", "if-none-match", tag));
    }

    /** The response to the request with a number. */
    synchronized void received(int number, HttpClientResponse response) {
        int client = number % paths.size();
        statuses.merge(response.statusCode(), 1, Integer::sum);
        all++;
        if (response.statusCode() != 200 && response.statusCode() != 304) {
            return;
        }
        String tag = response.getHeader("etag");
        if (version(tag) < version(tags.get(client))) {
            older++;
        }
        tags.set(client, tag);
        String control = response.getHeader("cache-control");
        Matcher maxAge = MAX_AGE.matcher(control == null ? "" : control);
        long lifetime = maxAge.find() ? Long.parseLong(maxAge.group(1)) : 0;
        lifetimes.merge(lifetime, 1, Integer::sum);
        long now = System.nanoTime();
        Long fresh = freshUntil.get(paths.get(client));
        if (fresh != null && now < fresh) {
            fromCache++;
        } else {
            freshUntil.put(paths.get(client), now + TimeUnit.SECONDS.toNanos(lifetime));
        }
    }

    private static long version(String tag) {
        return tag.isEmpty() ? 0 : Long.parseLong(tag.substring(1, tag.indexOf('-')));
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "%,d responses by status %s, %d of an older version than the client's; max-age by number of responses %s;"
                        + " a shared cache would have answered %.1f %%",
                all,
                statuses,
                older,
                lifetimes,
                100.0 * fromCache / all);
    }
}
