package cotinga.settings;

import cotinga.base.TimeSpan;
import cotinga.upstream.Proxies;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Limits of exchanges with upstreams, except the CFTC's downloads; redirects, proxy, and how long a run may make no progress. */
public record UpstreamSettings(
        long maxChartBytes,
        Duration maxChartTime,
        int maxErrorBytes,
        Set<String> redirectHosts,
        Optional<Proxies.Address> proxy,
        Duration maxIdle) {
    private static final String MAX_IDLE = "cotinga.run.max-idle";
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final String HOSTS = "a list of host names such as files.cftc.gov";
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");

    static UpstreamSettings read(SettingReader reader) {
        return new UpstreamSettings(
                reader.bytes("cotinga.prices.max-download"),
                reader.duration("cotinga.prices.max-download-time", "1s", "1d"),
                (int) Math.min(reader.bytes("cotinga.http.max-error-body"), LARGEST_ARRAY),
                reader.optional("cotinga.http.redirect-hosts", HOSTS, UpstreamSettings::hosts)
                        .orElse(Set.of()),
                reader.secret("cotinga.http.proxy", Proxies.FORM, Proxies.Address::of),
                reader.duration(MAX_IDLE, "1s", "7d"));
    }

    private static Optional<Set<String>> hosts(String list) {
        Set<String> hosts = Arrays.stream(list.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return hosts.stream().allMatch(HOST.asMatchPredicate()) ? Optional.of(hosts) : Optional.empty();
    }

    /** Requires {@code cotinga.run.max-idle} to be longer than the longest of these waits, in which a run makes no progress. */
    void requireIdleLongerThan(Map<String, Duration> waits, SettingReader reader) {
        Map.Entry<String, Duration> longest = Collections.max(waits.entrySet(), Map.Entry.comparingByValue());
        if (maxIdle.compareTo(longest.getValue()) <= 0) {
            reader.reject(
                    MAX_IDLE,
                    reader.text(MAX_IDLE).orElse(""),
                    "more than " + TimeSpan.text(longest.getValue()) + ", the longest wait " + longest.getKey()
                            + "; set a longer time");
        }
    }
}
