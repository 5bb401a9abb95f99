package cotinga;

import cotinga.cftc.MalformedLimit;
import cotinga.guard.ApiKey;
import cotinga.guard.Credentials;
import cotinga.guard.Origins;
import cotinga.guard.RateLimits;
import cotinga.guard.Tokens;
import cotinga.quality.ShrinkLimit;
import cotinga.report.DiskReserve;
import cotinga.report.ReportVariant;
import cotinga.run.HistoryYears;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/** All settings, read and checked once at start. */
public record Settings(
        Cftc cftc,
        Prices prices,
        Store store,
        ShrinkLimit maxShrink,
        Kept kept,
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
        int httpPort,
        int managementPort,
        Sandbox sandbox) {

    private static final String FILE = "application.properties";
    private static final String PREFIX = "cotinga.";
    private static final String CFTC = "https://www.cftc.gov";

    /** The CFTC's Socrata service. */
    static final String SOCRATA = "https://publicreporting.cftc.gov";

    private static final String YAHOO = "yahoo";
    private static final String CSV = "csv";
    private static final String CRON = "a Quartz cron expression such as 0 5 17 ? * MON-FRI";
    private static final String DAILY = "a Quartz cron expression such as 0 0 3 * * ?";
    private static final int FIRST_YEAR_OF_ALL = 1986;
    private static final int LAST_YEAR_OF_ALL = 2200;
    private static final int CONNECTIONS_OF_READERS = 2;

    /** Databases that H2 keeps in a file of this machine. */
    private static final Pattern EMBEDDED = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:|memFS:|nioMem)");

    /** Settings that name files and directories; relative ones lie in the working directory. */
    private static final Set<String> PATHS = Set.of(
            "cotinga.cftc.late-weeks",
            "cotinga.backup.directory",
            "cotinga.api.jwt.public-key",
            "cotinga.data.directory",
            "cotinga.export.directory",
            "cotinga.inbox.directory",
            "cotinga.markets.categories",
            "cotinga.prices.directory",
            "cotinga.prices.tickers");

    /** Where the reports come from, how much of them is held and when news are looked for. */
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

    /** Where prices come from, how much of them is held and how politely they are asked for. */
    public record Prices(
            boolean enabled, String source, Path directory, int years, Optional<Path> tickers, Duration breakerDelay) {}

    /** The data directory and the database in it, or elsewhere. */
    public record Store(Path directory, String url, String user, String password, int poolSize) {}

    /** For how long records of runs, and earlier editions of archives, are kept; and the room that is kept free. */
    public record Kept(Duration runs, Duration archives, DiskReserve reserve) {}

    /**
     * Copies of the database.
     *
     * @param possible whether the database is an embedded file, which alone can be copied
     * @param keep how many copies are kept
     */
    public record Backup(boolean enabled, boolean possible, Path directory, int keep) {}

    /** The 1-year indexes from which on a group counts as crowded. */
    public record Crowded(double buy, double sell) {}

    /** Whether and where files are written. */
    public record Export(boolean enabled, Path directory) {}

    /** What the caches may hold together, in bytes, and how long each keeps an answer. */
    public record Cache(long maxWeight, Map<String, Duration> ttl) {}

    /** The synthetic upstreams, and the day they take for today. */
    public record Sandbox(boolean enabled, Optional<LocalDate> today) {}

    /**
     * The settings' texts: those inside the application, {@code application.properties} in the working directory, the
     * environment, system properties; the later wins. The sandbox's own come last, so that nothing synthetic ever meets
     * real data.
     */
    public static Map<String, String> texts(Path workingDirectory, boolean sandbox, Map<String, String> environment) {
        Map<String, String> texts = new TreeMap<>(ofResource("/" + FILE));
        Set<String> keys = Set.copyOf(texts.keySet());
        Path file = workingDirectory.resolve(FILE);
        if (Files.isRegularFile(file)) {
            texts.putAll(ofFile(file));
        }
        texts.putAll(ofEnvironment(keys, environment));
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX) || keys.contains(key))
                .forEach(key -> texts.put(key, System.getProperty(key)));
        if (sandbox) {
            texts.putAll(ofResource("/sandbox.properties"));
        }
        texts.replaceAll((key, value) -> resolve(value, texts));
        PATHS.forEach(key -> texts.computeIfPresent(key, (path, value) -> inDirectory(workingDirectory, value)));
        return texts;
    }

    /** What the environment says of these keys; a variable of ours that means none of them is a misspelt one. */
    private static Map<String, String> ofEnvironment(Set<String> keys, Map<String, String> environment) {
        Map<String, String> texts = new TreeMap<>();
        Map<String, String> left = new TreeMap<>(environment);
        left.keySet().removeIf(variable -> !variable.startsWith("COTINGA_"));
        for (String key : keys) {
            String variable = environmentName(key);
            left.remove(variable);
            Optional.ofNullable(environment.get(variable)).ifPresent(value -> texts.put(key, value));
        }
        if (!left.isEmpty()) {
            throw new SettingException(left.keySet().stream()
                    .map(variable -> variable + " in the environment is no setting of Cotinga; application.properties"
                            + " lists them all")
                    .toList());
        }
        return texts;
    }

    /** Checks the texts and turns them into values. */
    public static Settings of(Map<String, String> texts) {
        SettingReader reader = new SettingReader(texts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        Cftc cftc = cftc(reader);
        Store store = store(reader, cftc.downloads());
        Settings settings = new Settings(
                cftc,
                prices(reader),
                store,
                reader.required(
                        "cotinga.quality.max-shrink",
                        ShrinkLimit.parse("20%"),
                        "a share such as 20%",
                        value -> Optional.of(ShrinkLimit.parse(value))),
                new Kept(
                        reader.duration("cotinga.run.keep"),
                        reader.duration("cotinga.data.keep-archives"),
                        new DiskReserve(reader.bytes("cotinga.data.reserve"))),
                backup(reader, store),
                crowded(reader),
                reader.text("cotinga.markets.categories").map(Path::of),
                new Export(reader.flag("cotinga.export.enabled"), reader.path("cotinga.export.directory")),
                new Cache(reader.bytes("cotinga.cache.max-weight"), ttl(reader)),
                credentials(reader),
                new RateLimits(
                        reader.wholeNumber("cotinga.api.rate-limit.reads", 0, 1_000_000),
                        reader.wholeNumber("cotinga.api.rate-limit.admin", 0, 1_000_000)),
                reader.optional("cotinga.api.cors-origins", Origins.FORM, Origins::of),
                reader.flag("cotinga.run.on-start"),
                reader.path("cotinga.inbox.directory"),
                reader.wholeNumber("cotinga.http.port", 1, 65_535),
                reader.wholeNumber("cotinga.management.port", 1, 65_535),
                new Sandbox(reader.flag("cotinga.sandbox.enabled"), reader.dateIfSet("cotinga.sandbox.today")));
        checkForRoutes(reader);
        reader.finish();
        return settings;
    }

    /** The clock of the application: a pinned day makes it go on that day. */
    public Clock clock(Clock real) {
        return sandbox.today()
                .map(today -> {
                    LocalDate now = LocalDate.ofInstant(real.instant(), ZoneOffset.UTC);
                    return Clock.offset(real, Duration.ofDays(today.toEpochDay() - now.toEpochDay()));
                })
                .orElse(real);
    }

    /** Settings that the route files use by themselves. */
    private static void checkForRoutes(SettingReader reader) {
        reader.flag("cotinga.cftc.watch");
        reader.wholeNumber("cotinga.cftc.retries", 0, 10);
        reader.wholeNumber("cotinga.cftc.retry-delay", 0, 600_000);
        reader.flag("cotinga.inbox.enabled");
        reader.wholeNumber("cotinga.inbox.settle", 0, 600_000);
        reader.required("cotinga.clean-up.schedule", "", DAILY, Settings::cron);
        reader.required("cotinga.backup.schedule", "", DAILY, Settings::cron);
        reader.httpAddress("cotinga.prices.base-url");
        reader.required("cotinga.prices.schedule", "", CRON, Settings::cron);
        reader.zone("cotinga.prices.zone");
        reader.wholeNumber("cotinga.prices.workers", 1, 8);
        reader.wholeNumber("cotinga.prices.max-per-minute", 1, 100_000);
        reader.wholeNumber("cotinga.prices.retries", 0, 10);
        reader.wholeNumber("cotinga.prices.retry-delay", 0, 600_000);
    }

    private static Cftc cftc(SettingReader reader) {
        Optional<Integer> firstYear =
                reader.wholeNumberIfSet("cotinga.cftc.first-year", FIRST_YEAR_OF_ALL, LAST_YEAR_OF_ALL);
        Optional<Integer> lastYear =
                reader.wholeNumberIfSet("cotinga.cftc.last-year", FIRST_YEAR_OF_ALL, LAST_YEAR_OF_ALL);
        if (firstYear.isPresent() && lastYear.isPresent() && firstYear.get() > lastYear.get()) {
            reader.refuse(
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
                reader.duration("cotinga.cftc.max-download-time"),
                reader.required("cotinga.cftc.schedule", "", CRON, Settings::cron),
                reader.zone("cotinga.cftc.zone"),
                reader.text("cotinga.cftc.late-weeks").map(Path::of));
    }

    /** Off when the CFTC's files come from elsewhere, unless the fall-back does too: so a test never reaches out. */
    private static Optional<String> fallbackUrl(SettingReader reader, String baseUrl) {
        return reader.httpAddressIfSet("cotinga.cftc.fallback-url")
                .filter(url -> baseUrl.equals(CFTC) || !url.equals(SOCRATA));
    }

    private static Prices prices(SettingReader reader) {
        return new Prices(
                reader.flag("cotinga.prices.enabled"),
                reader.required("cotinga.prices.source", YAHOO, YAHOO + " or " + CSV, value -> Optional.of(value)
                        .filter(Set.of(YAHOO, CSV)::contains)),
                reader.path("cotinga.prices.directory"),
                reader.wholeNumber("cotinga.prices.years", 1, 50),
                reader.text("cotinga.prices.tickers").map(Path::of),
                Duration.ofMillis(reader.wholeNumber("cotinga.prices.breaker-delay", 1, 3_600_000)));
    }

    private static Store store(SettingReader reader, int downloads) {
        Path data = reader.path("cotinga.data.directory");
        int poolSize = reader.wholeNumber("cotinga.database.pool-size", 3, 100, 100);
        if (poolSize < downloads + CONNECTIONS_OF_READERS) {
            reader.refuse(
                    "cotinga.database.pool-size",
                    String.valueOf(poolSize),
                    "at least " + (downloads + CONNECTIONS_OF_READERS) + ": each of the " + downloads
                            + " cotinga.cftc.downloads holds a connection, and readers need some");
        }
        return new Store(
                data,
                reader.text("cotinga.database.url").orElse("jdbc:h2:file:" + data.toAbsolutePath() + "/cotinga"),
                reader.text("cotinga.database.user").orElse(""),
                reader.text("cotinga.database.password").orElse(""),
                poolSize);
    }

    private static Backup backup(SettingReader reader, Store store) {
        return new Backup(
                reader.flag("cotinga.backup.enabled"),
                EMBEDDED.matcher(store.url()).lookingAt(),
                reader.text("cotinga.backup.directory")
                        .map(Path::of)
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
            reader.refuse(
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
            reader.refuse(
                    "cotinga.api.reads-need-key",
                    "true",
                    "false as long as neither cotinga.api.keys nor cotinga.api.jwt.secret or .public-key is set");
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
                key -> Tokens.ofPublicKey(isPem(key) ? key : fileContent(key), issuer, audience));
        if (ofSecret.isPresent() && ofPublicKey.isPresent()) {
            reader.refuse("cotinga.api.jwt.public-key", "set", "nothing as long as cotinga.api.jwt.secret is set");
        }
        return ofSecret.or(() -> ofPublicKey);
    }

    private static boolean isPem(String text) {
        return text.startsWith("-----BEGIN ");
    }

    private static String fileContent(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new IllegalArgumentException("no file can be read there", e);
        }
    }

    private static Map<String, Duration> ttl(SettingReader reader) {
        return List.of("markets", "market", "screener", "dashboard").stream()
                .collect(Collectors.toMap(name -> name, name -> reader.duration("cotinga.cache." + name + ".ttl")));
    }

    /** {@code cotinga.cftc.base-url} is {@code COTINGA_CFTC_BASE_URL} in the environment. */
    static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String resolve(String value, Map<String, String> texts) {
        String resolved = value;
        for (int start = resolved.indexOf("{{"); start >= 0; start = resolved.indexOf("{{")) {
            int end = resolved.indexOf("}}", start);
            String key = end < 0 ? "" : resolved.substring(start + 2, end);
            String replacement = texts.get(key);
            if (replacement == null || replacement.contains("{{")) {
                throw new SettingException(List.of("'" + value + "' refers to a setting that does not exist"));
            }
            resolved = resolved.substring(0, start) + replacement + resolved.substring(end + 2);
        }
        return resolved;
    }

    private static String inDirectory(Path directory, String path) {
        return path.isBlank() || isPem(path)
                ? path
                : directory.resolve(path.trim()).toString();
    }

    private static Map<String, String> ofResource(String name) {
        try (InputStream stream = Settings.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing inside the application");
            }
            return of(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> ofFile(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return of(reader);
        } catch (IOException e) {
            throw new SettingException(List.of(file + " cannot be read: " + e));
        }
    }

    private static Map<String, String> of(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }
}
