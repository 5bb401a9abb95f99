package cotinga;

import cotinga.cftc.MalformedLimit;
import cotinga.guard.ApiKey;
import cotinga.guard.Credentials;
import cotinga.guard.Origins;
import cotinga.guard.RateLimits;
import cotinga.guard.Tokens;
import cotinga.quality.ShrinkLimit;
import cotinga.report.DiskReserve;
import cotinga.report.PriceHistory;
import cotinga.report.ReportVariant;
import cotinga.report.TimeSpan;
import cotinga.run.HistoryYears;
import cotinga.upstream.Proxies;
import cotinga.yahoo.RetryAfter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * All settings, validated once at start.
 *
 * @param forRoutes the validated settings for the routes
 */
public record Settings(
        Cftc cftc,
        Prices prices,
        Upstreams upstreams,
        Store store,
        ShrinkLimit maxShrink,
        Retention retention,
        Backup backup,
        Crowded crowded,
        Optional<Path> categories,
        Export export,
        Cache cache,
        Credentials credentials,
        RateLimits rateLimits,
        Optional<Origins> corsOrigins,
        boolean runOnStart,
        Path inbox,
        Duration inboxSettle,
        InetAddress httpAddress,
        int httpPort,
        InetAddress managementAddress,
        int managementPort,
        Sandbox sandbox,
        Map<String, String> forRoutes) {

    private static final String CFTC = "https://www.cftc.gov";

    /** The CFTC's Socrata service. */
    static final String SOCRATA = "https://publicreporting.cftc.gov";

    private static final String YAHOO = "yahoo";
    private static final String CSV = "csv";
    private static final String CRON = "a Quartz cron expression such as 0 5 17 ? * MON-FRI";
    private static final String DAILY = "a Quartz cron expression such as 0 0 3 * * ?";
    private static final int FIRST_YEAR_OF_ALL = 1986;
    private static final LocalDate EARLIEST_DAY = LocalDate.of(FIRST_YEAR_OF_ALL, 1, 1);
    private static final LocalDate LATEST_DAY = LocalDate.of(2199, 12, 31);

    /** The address of the fallback if it is off; no host has this name. */
    private static final String NOWHERE = "http://off.invalid";

    private static final int CONNECTIONS_OF_READERS = 2;

    private static final String MAX_IDLE = "cotinga.run.max-idle";

    /** In milliseconds; the longest delay between two attempts in the routes. */
    private static final int LONGEST_RETRY_DELAY = 60_000;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final String HOSTS = "a list of host names such as files.cftc.gov";
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");

    /** The URLs of H2 databases in a local file. */
    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:|memFS:|nioMem)");

    /** The source of the reports, their history and their schedule. */
    public record Cftc(
            String baseUrl,
            Optional<String> fallbackUrl,
            HistoryYears years,
            Set<ReportVariant> variants,
            int downloads,
            MalformedLimit maxMalformed,
            long maxTextBytes,
            long maxDownloadBytes,
            Duration maxDownloadTime,
            String schedule,
            ZoneId zone,
            Optional<Path> lateWeeks) {}

    /** The source of the prices, their history and their limits. */
    public record Prices(
            boolean enabled,
            String source,
            Path directory,
            Optional<Integer> years,
            Optional<Path> tickers,
            Duration breakerDelay) {
        /** The history of the prices; without years, that of the reports. */
        PriceHistory history(HistoryYears reports) {
            return years.map(PriceHistory::ofYears)
                    .orElse(PriceHistory.ofReports(today -> LocalDate.of(reports.first(today), 1, 1)));
        }
    }

    /** Limits of exchanges with upstreams, except the CFTC's downloads; redirects, proxy, and how long a run may make no progress. */
    public record Upstreams(
            long maxChartBytes,
            Duration maxChartTime,
            int maxErrorBytes,
            Set<String> redirectHosts,
            Optional<Proxies.Address> proxy,
            Duration maxIdle) {}

    /** The data directory and the database. */
    public record Store(Path directory, String url, String user, String password, int poolSize) {}

    /** The retention of run records and of earlier archive editions, and the disk space to keep free. */
    public record Retention(Duration runs, Duration archives, DiskReserve reserve) {}

    /**
     * The backups of the database.
     *
     * @param possible whether the database is an embedded file; others cannot be copied
     * @param keep how many backups are kept
     */
    public record Backup(boolean enabled, boolean possible, Path directory, int keep) {}

    /** The 1-year indexes beyond which a group counts as crowded. */
    public record Crowded(double buy, double sell) {}

    /** Whether and where files are written. */
    public record Export(boolean enabled, Path directory) {}

    /** The total size of the caches in bytes, and how long each caches a response. */
    public record Cache(long maxWeight, Map<String, Duration> ttl) {}

    /** The synthetic upstreams, and their date of today. */
    public record Sandbox(boolean enabled, Optional<LocalDate> today) {
        private Clock clock(Clock real) {
            return today.map(day -> {
                        LocalDate now = LocalDate.ofInstant(real.instant(), ZoneOffset.UTC);
                        return Clock.offset(real, Duration.ofDays(day.toEpochDay() - now.toEpochDay()));
                    })
                    .orElse(real);
        }
    }

    /**
     * Parses and validates the settings.
     *
     * @param clock the real clock, to validate years and dates
     * @throws SettingException with all errors
     */
    public static Settings of(SettingTexts texts, Clock clock) {
        SettingReader reader = new SettingReader(texts);
        Sandbox sandbox = new Sandbox(
                reader.flag("cotinga.sandbox.enabled"),
                reader.dateIfSet("cotinga.sandbox.today", EARLIEST_DAY, LATEST_DAY));
        InetAddress httpAddress = reader.listenAddress("cotinga.http.address");
        int httpPort = reader.wholeNumber("cotinga.http.port", 1, 65_535);
        InetAddress managementAddress = reader.listenAddress("cotinga.management.address");
        int managementPort = reader.wholeNumber("cotinga.management.port", 1, 65_535);
        reader.follow("camel.server.host", httpAddress.getHostAddress(), "cotinga.http.address");
        reader.follow("camel.server.port", httpPort, "cotinga.http.port");
        reader.follow("camel.management.host", managementAddress.getHostAddress(), "cotinga.management.address");
        reader.follow("camel.management.port", managementPort, "cotinga.management.port");
        if (sandbox.enabled()) {
            reachSandbox(reader, httpAddress);
        }
        Cftc cftc = cftc(reader, sandbox.clock(clock));
        Store store = store(reader, cftc.downloads());
        Duration archiveWait = checkForRoutes(reader);
        Settings settings = new Settings(
                cftc,
                prices(reader),
                upstreams(reader),
                store,
                reader.required(
                        "cotinga.quality.max-shrink",
                        ShrinkLimit.parse("20%"),
                        "a share such as 20%",
                        value -> Optional.of(ShrinkLimit.parse(value))),
                new Retention(
                        reader.duration("cotinga.run.keep", "1s", "36500d"),
                        reader.duration("cotinga.data.keep-archives", "1s", "36500d"),
                        new DiskReserve(reader.bytes("cotinga.data.reserve"))),
                backup(reader, store),
                crowded(reader),
                reader.pathIfSet("cotinga.markets.categories"),
                new Export(reader.flag("cotinga.export.enabled"), reader.path("cotinga.export.directory")),
                new Cache(reader.bytes("cotinga.cache.max-weight"), ttl(reader)),
                credentials(reader),
                new RateLimits(
                        reader.wholeNumber("cotinga.api.rate-limit.reads", 0, 1_000_000),
                        reader.wholeNumber("cotinga.api.rate-limit.admin", 0, 1_000_000)),
                reader.optional("cotinga.api.cors-origins", Origins.FORM, Origins::of),
                reader.flag("cotinga.run.on-start"),
                reader.endpointPath("cotinga.inbox.directory"),
                Duration.ofMillis(reader.wholeNumber("cotinga.inbox.settle", 0, 600_000)),
                httpAddress,
                httpPort,
                managementAddress,
                managementPort,
                sandbox,
                reader.forRoutes());
        requireIdleLongerThanWaits(reader, settings, archiveWait);
        reader.finish();
        return settings;
    }

    /** The clock of the application, set to the date of the sandbox if there is one. */
    public Clock clock(Clock real) {
        return sandbox.clock(real);
    }

    /** Directs the upstreams to the address of the service. */
    private static void reachSandbox(SettingReader reader, InetAddress address) {
        String host = hostOf(address);
        for (String key : List.of("cotinga.cftc.base-url", "cotinga.prices.base-url")) {
            reader.replace(key, text -> text.replace("//localhost:", "//" + host + ":"));
        }
    }

    /** The address of the service for a browser on this machine, with a slash at the end. */
    public String home() {
        return "http://" + hostOf(httpAddress) + ":" + httpPort + "/";
    }

    /** The host of a listening address: {@code localhost} if it listens on all addresses. */
    private static String hostOf(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Requires {@code cotinga.run.max-idle} to be longer than the longest wait for a retry, which is no progress. */
    private static void requireIdleLongerThanWaits(SettingReader reader, Settings settings, Duration archiveWait) {
        Map<String, Duration> waits = new HashMap<>();
        waits.put("between two attempts at an archive (cotinga.cftc.retry-delay)", archiveWait);
        if (settings.prices.enabled && settings.prices.source.equals(YAHOO)) {
            waits.put("of cotinga.prices.breaker-delay", settings.prices.breakerDelay);
            waits.put("that a price source may request", RetryAfter.LONGEST);
        }
        Map.Entry<String, Duration> longest = Collections.max(waits.entrySet(), Map.Entry.comparingByValue());
        if (settings.upstreams.maxIdle.compareTo(longest.getValue()) <= 0) {
            reader.reject(
                    MAX_IDLE,
                    reader.text(MAX_IDLE).orElse(""),
                    "more than " + TimeSpan.text(longest.getValue()) + ", the longest wait " + longest.getKey()
                            + "; set a longer time");
        }
    }

    /** The longest delay between two attempts: it triples each time and varies by up to 15 percent, as in the policy of the routes. */
    private static Duration longestWait(int retries, int delayMillis) {
        double millis = retries == 0 ? 0 : Math.ceil(1.15 * delayMillis * Math.pow(3, retries - 1.0));
        return Duration.ofMillis((long) Math.min(millis, LONGEST_RETRY_DELAY));
    }

    /** Validates settings that only the route files use; returns the longest delay between two attempts at an archive. */
    private static Duration checkForRoutes(SettingReader reader) {
        reader.flag("cotinga.cftc.watch");
        Duration archiveWait = longestWait(
                reader.wholeNumber("cotinga.cftc.retries", 0, 10),
                reader.wholeNumber("cotinga.cftc.retry-delay", 0, LONGEST_RETRY_DELAY));
        reader.flag("cotinga.inbox.enabled");
        reader.required("cotinga.clean-up.schedule", "", DAILY, Settings::cron);
        reader.required("cotinga.backup.schedule", "", DAILY, Settings::cron);
        reader.httpAddress("cotinga.prices.base-url");
        reader.required("cotinga.prices.schedule", "", CRON, Settings::cron);
        reader.zone("cotinga.prices.zone");
        reader.wholeNumber("cotinga.prices.workers", 1, 8);
        reader.wholeNumber("cotinga.prices.max-per-minute", 1, 100_000);
        reader.wholeNumber("cotinga.prices.retries", 0, 10);
        reader.wholeNumber("cotinga.prices.retry-delay", 0, LONGEST_RETRY_DELAY);
        return archiveWait;
    }

    private static Cftc cftc(SettingReader reader, Clock clock) {
        ZoneId zone = reader.zone("cotinga.cftc.zone");
        int thisYear = LocalDate.now(clock.withZone(zone)).getYear();
        Optional<Integer> firstYear = reader.yearIfSet("cotinga.cftc.first-year", FIRST_YEAR_OF_ALL, thisYear);
        Optional<Integer> lastYear = reader.yearIfSet("cotinga.cftc.last-year", FIRST_YEAR_OF_ALL, thisYear);
        if (firstYear.isPresent() && lastYear.isPresent() && firstYear.get() > lastYear.get()) {
            reader.reject(
                    "cotinga.cftc.first-year",
                    String.valueOf(firstYear.get()),
                    "not more than cotinga.cftc.last-year, which is " + lastYear.get());
        }
        String baseUrl = reader.httpAddress("cotinga.cftc.base-url");
        return new Cftc(
                baseUrl,
                fallbackUrl(reader, baseUrl),
                new HistoryYears(firstYear, lastYear),
                reader.required(
                        "cotinga.cftc.variants",
                        EnumSet.allOf(ReportVariant.class),
                        "a list of " + ReportVariant.knownPaths(),
                        Settings::variants),
                reader.wholeNumber("cotinga.cftc.downloads", 1, 16),
                reader.required(
                        "cotinga.cftc.max-malformed",
                        MalformedLimit.parse("1%"),
                        "a share such as 1%",
                        value -> Optional.of(MalformedLimit.parse(value))),
                reader.bytes("cotinga.cftc.max-text"),
                reader.bytes("cotinga.cftc.max-download"),
                reader.duration("cotinga.cftc.max-download-time", "1s", "1d"),
                reader.required("cotinga.cftc.schedule", "", CRON, Settings::cron),
                zone,
                reader.pathIfSet("cotinga.cftc.late-weeks"));
    }

    /** Off if {@code cotinga.cftc.base-url} is changed and the address of the fallback is not, so that tests never reach the CFTC. */
    private static Optional<String> fallbackUrl(SettingReader reader, String baseUrl) {
        Optional<String> fallbackUrl = reader.httpAddressIfSet("cotinga.cftc.fallback-url")
                .filter(url -> baseUrl.equals(CFTC) || !url.equals(SOCRATA));
        reader.decide("cotinga.cftc.fallback-url", fallbackUrl.orElse(NOWHERE));
        return fallbackUrl;
    }

    private static Prices prices(SettingReader reader) {
        return new Prices(
                reader.flag("cotinga.prices.enabled"),
                reader.required("cotinga.prices.source", YAHOO, YAHOO + " or " + CSV, value -> Optional.of(value)
                        .filter(Set.of(YAHOO, CSV)::contains)),
                reader.path("cotinga.prices.directory"),
                reader.wholeNumberIfSet("cotinga.prices.years", 1, 50),
                reader.pathIfSet("cotinga.prices.tickers"),
                Duration.ofMillis(reader.wholeNumber("cotinga.prices.breaker-delay", 1, 3_600_000)));
    }

    private static Upstreams upstreams(SettingReader reader) {
        return new Upstreams(
                reader.bytes("cotinga.prices.max-download"),
                reader.duration("cotinga.prices.max-download-time", "1s", "1d"),
                (int) Math.min(reader.bytes("cotinga.http.max-error-body"), LARGEST_ARRAY),
                reader.optional("cotinga.http.redirect-hosts", HOSTS, Settings::hosts)
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

    private static Store store(SettingReader reader, int downloads) {
        Path data = reader.endpointPath("cotinga.data.directory");
        int poolSize = reader.wholeNumber("cotinga.database.pool-size", 3, 100, 100);
        if (poolSize < downloads + CONNECTIONS_OF_READERS) {
            reader.reject(
                    "cotinga.database.pool-size",
                    String.valueOf(poolSize),
                    "at least " + (downloads + CONNECTIONS_OF_READERS) + ": each of the " + downloads
                            + " cotinga.cftc.downloads holds a connection, and readers need " + CONNECTIONS_OF_READERS);
        }
        return new Store(
                data,
                reader.text("cotinga.database.url").orElseGet(() -> embeddedUrl(reader, data)),
                reader.text("cotinga.database.user").orElse(""),
                reader.text("cotinga.database.password").orElse(""),
                poolSize);
    }

    private static String embeddedUrl(SettingReader reader, Path data) {
        String directory = data.toAbsolutePath().toString();
        if (directory.contains(";")) {
            reader.reject(
                    "cotinga.data.directory",
                    directory,
                    "a path without ';', which ends the name of an H2 database; choose another directory");
        }
        return "jdbc:h2:file:" + directory + "/cotinga";
    }

    private static Backup backup(SettingReader reader, Store store) {
        boolean enabled = reader.flag("cotinga.backup.enabled");
        boolean possible = EMBEDDED.matcher(store.url()).lookingAt();
        reader.decide("cotinga.backup.enabled", enabled && possible);
        return new Backup(
                enabled,
                possible,
                reader.pathIfSet("cotinga.backup.directory")
                        .orElse(store.directory().resolve("backups")),
                reader.wholeNumber("cotinga.backup.keep", 1, 10_000));
    }

    private static Optional<Set<ReportVariant>> variants(String list) {
        List<Optional<ReportVariant>> variants = Arrays.stream(list.split(","))
                .map(path -> ReportVariant.ofPath(path.trim()))
                .toList();
        return variants.stream().allMatch(Optional::isPresent)
                ? Optional.of(EnumSet.copyOf(
                        variants.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    private static Optional<String> cron(String expression) {
        try {
            new CronExpression(expression);
            return Optional.of(expression);
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Crowded crowded(SettingReader reader) {
        Crowded crowded = new Crowded(
                reader.number("cotinga.crowded.buy", 0, 100, 100), reader.number("cotinga.crowded.sell", 0, 100, 0));
        if (crowded.sell >= crowded.buy) {
            reader.reject(
                    "cotinga.crowded.sell",
                    String.valueOf(crowded.sell),
                    "less than cotinga.crowded.buy, which is " + crowded.buy);
        }
        return crowded;
    }

    private static Credentials credentials(SettingReader reader) {
        List<ApiKey> keys =
                reader.secret("cotinga.api.keys", ApiKey.FORM, ApiKey::list).orElse(List.of());
        Optional<Tokens> tokens = tokens(reader);
        boolean readsNeedKey = reader.flag("cotinga.api.reads-need-key");
        if (readsNeedKey && keys.isEmpty() && tokens.isEmpty()) {
            reader.reject(
                    "cotinga.api.reads-need-key",
                    "true",
                    "false as long as none of cotinga.api.keys, cotinga.api.jwt.secret and .public-key is set");
        }
        return new Credentials(keys, tokens, readsNeedKey);
    }

    private static Optional<Tokens> tokens(SettingReader reader) {
        Optional<String> issuer = reader.text("cotinga.api.jwt.issuer");
        Optional<String> audience = reader.text("cotinga.api.jwt.audience");
        Optional<Tokens> ofSecret = reader.secret(
                "cotinga.api.jwt.secret", "at least 32 bytes", secret -> Tokens.ofSecret(secret, issuer, audience));
        Optional<Tokens> ofPublicKey = reader.secret(
                "cotinga.api.jwt.public-key",
                "an RSA public key of at least 2048 bits as PEM, or the path of a PEM file",
                key -> Tokens.ofPublicKey(isPem(key) ? key : reader.fileContent(key), issuer, audience));
        if (ofSecret.isPresent() && ofPublicKey.isPresent()) {
            reader.reject("cotinga.api.jwt.public-key", "set", "no value as long as cotinga.api.jwt.secret is set");
        }
        return ofSecret.or(() -> ofPublicKey);
    }

    private static boolean isPem(String text) {
        return text.startsWith("-----BEGIN ");
    }

    private static Map<String, Duration> ttl(SettingReader reader) {
        return Stream.of("markets", "market", "screener", "dashboard", "revisions")
                .collect(Collectors.toMap(
                        name -> name, name -> reader.duration("cotinga.cache." + name + ".ttl", "1s", "365d")));
    }
}
