package cotinga.sharedcache;

import cotinga.base.Redaction;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a Redis server is, and how a client connects to it. Its text has no user and no password. */
public final class RedisAddress {
    /** What a setting may contain. */
    public static final String FORM =
            "redis://[user:password@]host:port[/db], or rediss:// for TLS, with special characters percent-encoded";

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final Pattern DATABASE = Pattern.compile("|/|/[0-9]{1,5}");
    private static final Pattern CREDENTIALS = Pattern.compile("[^:]*:[^:]+");

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    /** Without traffic for this time a connection is closed, before a firewall forgets it. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private static final int MOST_CONNECTIONS = 8;
    private static final int MOST_WAITING = 256;

    private final String url;
    private final List<String> passwords;
    private final String shown;

    private RedisAddress(String url, List<String> passwords, String shown) {
        this.url = url;
        this.passwords = passwords;
        this.shown = shown;
    }

    /**
     * Reads the text of a setting.
     *
     * @throws IllegalArgumentException if the text does not have the form; its message does not repeat the text
     */
    public static RedisAddress of(String text) {
        URI uri = parse(text);
        require(uri.getScheme() != null && SCHEMES.contains(uri.getScheme()), "it does not begin with redis://");
        require(uri.getHost() != null && uri.getPort() > 0, "it has no host name with a port");
        require(
                uri.getRawUserInfo() == null
                        || CREDENTIALS.matcher(uri.getRawUserInfo()).matches(),
                "it has no password before the @");
        require(DATABASE.matcher(uri.getPath()).matches(), "its path is no number of a database");
        require(uri.getRawQuery() == null && uri.getRawFragment() == null, "it has parameters");
        String shown = uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
        return new RedisAddress(text, passwords(uri), shown);
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException repeatsTheText) {
            throw new IllegalArgumentException("it is no address");
        }
    }

    /** The password as it stands in the address, and without its encoding. */
    private static List<String> passwords(URI uri) {
        return uri.getRawUserInfo() == null
                ? List.of()
                : Stream.of(uri.getRawUserInfo(), uri.getUserInfo())
                        .map(credentials -> credentials.substring(credentials.indexOf(':') + 1))
                        .toList();
    }

    private static void require(boolean satisfied, String otherwise) {
        if (!satisfied) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** A message of the server or of a library, which could repeat the password. */
    String withoutPassword(String message) {
        String shortened = message;
        for (String password : passwords) {
            shortened = shortened.replace(password, Redaction.MASK);
        }
        return shortened;
    }

    /** How a client connects: over TLS only to a server whose certificate has the name of the host. */
    RedisOptions options() {
        return new RedisOptions()
                .setConnectionString(url)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setMaxPoolWaiting(MOST_WAITING)
                .setNetClientOptions(new NetClientOptions()
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setConnectTimeout((int) LONGEST_CONNECT.toMillis())
                        .setIdleTimeout((int) LONGEST_SILENCE.toSeconds())
                        .setHostnameVerificationAlgorithm("HTTPS"));
    }

    @Override
    public String toString() {
        return shown;
    }
}
