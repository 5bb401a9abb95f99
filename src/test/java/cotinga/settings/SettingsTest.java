package cotinga.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.cftc.MalformedLimit;
import cotinga.http.SignedTokens;
import cotinga.quality.ShrinkLimit;
import cotinga.report.ReportVariant;
import cotinga.run.HistoryYears;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings: where they come from, what they default to, what is rejected. */
class SettingsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private Path workingDirectory;

    @BeforeEach
    void workIn(@TempDir Path directory) {
        workingDirectory = directory;
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.cftc.gov, https://publicreporting.cftc.gov, true",
        "https://www.cftc.gov/, https://publicreporting.cftc.gov/, true",
        "https://mirror.example, https://publicreporting.cftc.gov, false",
        "https://mirror.example, https://rows.example, true",
        "https://www.cftc.gov, '', false"
    })
    void haveAFallbackUnlessOnlyTheFilesComeFromElsewhere(String baseUrl, String fallbackUrl, boolean on) {
        Settings settings = read(Map.of("COTINGA_CFTC_BASE_URL", baseUrl, "COTINGA_CFTC_FALLBACK_URL", fallbackUrl));
        assertThat(settings.cftc().fallbackUrl().isPresent()).isEqualTo(on);
    }

    @Test
    void haveTheDefaultsThatAreDocumented() {
        Settings settings = read(Map.of());

        assertThat(settings.cftc())
                .isEqualTo(new CftcSettings(
                        "https://www.cftc.gov",
                        Optional.of("https://publicreporting.cftc.gov"),
                        new HistoryYears(Optional.empty(), Optional.empty()),
                        EnumSet.complementOf(EnumSet.of(ReportVariant.CIT_CO)),
                        2,
                        new MalformedLimit(0.01, 10),
                        2L << 30,
                        256L << 20,
                        Duration.ofMinutes(15),
                        "0 5 17 ? * MON-FRI",
                        ZoneId.of("America/New_York"),
                        Optional.empty()));
        assertThat(settings.prices())
                .isEqualTo(new PriceSettings(
                        true,
                        "yahoo",
                        "https://query1.finance.yahoo.com",
                        workingDirectory.resolve("prices"),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(1)));
        assertThat(settings.publication().maxShrink()).isEqualTo(new ShrinkLimit(0.2));
        assertThat(settings.publication().crowded()).isEqualTo(new PublicationSettings.Crowded(80, 20));
        assertThat(settings.publication().minimumCoverage()).isEqualTo(90);
        assertThat(settings.publication().export().enabled()).isTrue();
        assertThat(settings.api().cache().maxWeight()).isEqualTo(64L << 20);
        assertThat(settings.api().cache().ttl())
                .isEqualTo(Map.ofEntries(
                        Map.entry("markets", Duration.ofMinutes(10)),
                        Map.entry("market", Duration.ofMinutes(10)),
                        Map.entry("analytics", Duration.ofMinutes(10)),
                        Map.entry("seasonality", Duration.ofMinutes(10)),
                        Map.entry("event-study", Duration.ofMinutes(10)),
                        Map.entry("event-studies", Duration.ofDays(365)),
                        Map.entry("screener", Duration.ofMinutes(5)),
                        Map.entry("highlights", Duration.ofMinutes(10)),
                        Map.entry("overview", Duration.ofMinutes(10)),
                        Map.entry("dashboard", Duration.ofMinutes(10)),
                        Map.entry("revisions", Duration.ofMinutes(10))));
        assertThat(settings.runOnStart()).isTrue();
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.publication().categories()).isEmpty();
        assertThat(settings.sandbox().enabled()).isFalse();
    }

    @Test
    void holdTheYearsThatAreAskedFor() {
        CftcSettings cftc = read(Map.of("COTINGA_CFTC_FIRST_YEAR", "1986", "COTINGA_CFTC_LAST_YEAR", "1990"))
                .cftc();

        assertThat(cftc.years()).isEqualTo(new HistoryYears(Optional.of(1986), Optional.of(1990)));
    }

    @Test
    void aPinnedDayMovesTheClockOfTheWholeApplication() {
        Settings settings = read(Map.of("COTINGA_SANDBOX_TODAY", "2024-03-01"));

        assertThat(settings.clock(CLOCK).instant()).isEqualTo(Instant.parse("2024-03-01T12:00:00Z"));
        assertThat(read(Map.of()).clock(CLOCK)).isSameAs(CLOCK);
    }

    @Test
    void theWorkingDirectoryOverridesTheApplicationAndTheEnvironmentOverridesBoth() throws IOException {
        Files.writeString(
                workingDirectory.resolve("application.properties"),
                "cotinga.crowded.buy = 75\ncotinga.crowded.sell = 25\n");

        Settings settings = read(Map.of("COTINGA_CROWDED_SELL", "15"));

        assertThat(settings.publication().crowded()).isEqualTo(new PublicationSettings.Crowded(75, 15));
        assertThat(settings.cftc().downloads()).isEqualTo(2);
    }

    @Test
    void nothingSyntheticMeetsRealDataWhateverElseIsSet() {
        SettingTexts texts = SettingTexts.of(
                workingDirectory,
                true,
                Map.of(
                        "COTINGA_HTTP_PORT", "8123",
                        "COTINGA_DATA_DIRECTORY", "real",
                        "COTINGA_EXPORT_DIRECTORY", "published",
                        "COTINGA_DATABASE_URL", "jdbc:h2:file:./prod",
                        "COTINGA_CFTC_BASE_URL", "https://www.cftc.gov",
                        "COTINGA_CFTC_FALLBACK_URL", "https://rows.example",
                        "COTINGA_BACKUP_DIRECTORY", "vault",
                        "COTINGA_LOG_FILE", "/var/log/real.log"),
                new Properties());
        Settings settings = Settings.of(texts, CLOCK);

        assertThat(settings.sandbox().enabled()).isTrue();
        assertThat(settings.cftc().baseUrl()).isEqualTo("http://localhost:8123/sandbox");
        assertThat(settings.store().directory()).isEqualTo(workingDirectory.resolve("sandbox/data"));
        assertThat(settings.store().url()).contains("sandbox/data").doesNotContain("prod");
        assertThat(settings.publication().export().directory()).isEqualTo(workingDirectory.resolve("sandbox/export"));
        assertThat(settings.backup().directory()).isEqualTo(workingDirectory.resolve("sandbox/data/backups"));
        assertThat(settings.log().file().map(LogSettings.LogFile::path))
                .contains(workingDirectory.resolve("sandbox/real.log"));
        assertThat(settings.cftc().fallbackUrl()).isEmpty();
    }

    @Test
    void durationsAndSizesHaveRanges() {
        assertRejected(
                Map.of(
                        "COTINGA_RUN_MAX_IDLE", "0s",
                        "COTINGA_CFTC_MAX_DOWNLOAD_TIME", "200000d",
                        "COTINGA_PRICES_MAX_DOWNLOAD", "0KB"),
                "cotinga.run.max-idle is '0s', expected a duration such as 30s, 10m, 2h or 1d, from 1s to 7d",
                "cotinga.cftc.max-download-time is '200000d', expected a duration such as 30s, 10m, 2h or 1d, from 1s to 1d",
                "cotinga.prices.max-download is '0KB', expected a size such as 512KB, 64MB or 2GB, from 1KB up");
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500", "1500ms, 1500", "2s, 2000", "1m, 60000"})
    void aDelayWithoutAUnitIsInMilliseconds(String text, long millis) {
        Settings settings = read(Map.of(
                "COTINGA_CFTC_RETRY_DELAY", text,
                "COTINGA_PRICES_RETRY_DELAY", text,
                "COTINGA_PRICES_BREAKER_DELAY", text,
                "COTINGA_INBOX_SETTLE", text));

        assertThat(settings.prices().breakerDelay()).hasMillis(millis);
        assertThat(settings.inbox().settle()).hasMillis(millis);
        assertThat(settings.forRoutes())
                .containsEntry("cotinga.cftc.retry-delay", String.valueOf(millis))
                .containsEntry("cotinga.prices.retry-delay", String.valueOf(millis));
    }

    @Test
    void aRunThatWaitsForAnotherAttemptIsNotTakenForOneThatStandsStill() {
        assertRejected(
                Map.of(
                        "COTINGA_RUN_MAX_IDLE", "1m",
                        "COTINGA_CFTC_RETRY_DELAY", "60000",
                        "COTINGA_PRICES_ENABLED", "false"),
                "cotinga.run.max-idle is '1m', expected more than 1 min, the longest wait between two attempts at an archive"
                        + " (cotinga.cftc.retry-delay); set a longer time");
        assertRejected(
                Map.of("COTINGA_RUN_MAX_IDLE", "10m"),
                "cotinga.run.max-idle is '10m', expected more than 10 min, the longest wait that a price source may request;"
                        + " set a longer time");
        assertRejected(
                Map.of("COTINGA_PRICES_BREAKER_DELAY", "1800000"),
                "cotinga.run.max-idle is '30m', expected more than 30 min, the longest wait of"
                        + " cotinga.prices.breaker-delay; set a longer time");
        assertThat(read(Map.of("COTINGA_RUN_MAX_IDLE", "21s", "COTINGA_PRICES_ENABLED", "false"))
                        .upstreams()
                        .maxIdle())
                .as("2, 6 and 18 seconds, and 15 percent")
                .isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void theServiceIsFoundWhereItListens() {
        assertThat(read(Map.of()).http().home()).isEqualTo("http://localhost:8080/");
        assertThat(read(Map.of("COTINGA_HTTP_ADDRESS", "127.0.0.2")).http().home())
                .isEqualTo("http://127.0.0.2:8080/");
        assertThat(read(Map.of("COTINGA_HTTP_ADDRESS", "::1")).http().home())
                .isEqualTo("http://[0:0:0:0:0:0:0:1]:8080/");
    }

    @Test
    void variablesOfTheStartScriptAreNoSettings() {
        assertThat(read(Map.of("COTINGA_JAVA_OPTS", "-Xmx512m", "COTINGA_ARCHIVE", "off", "COTINGA_CACHE_DIR", "/tmp"))
                        .http()
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void aMisspeltVariableOfTheEnvironmentIsRejected() {
        assertRejected(
                Map.of("COTINGA_CFTC_FRIST_YEAR", "1986", "PATH", "/bin"),
                "COTINGA_CFTC_FRIST_YEAR in the environment is not a setting of Cotinga; did you mean COTINGA_CFTC_FIRST_YEAR?"
                        + " application.properties lists them all");
    }

    @Test
    void aReportRunLeavesConnectionsForReaders() {
        assertRejected(
                Map.of("COTINGA_CFTC_DOWNLOADS", "8", "COTINGA_DATABASE_POOL_SIZE", "8"),
                "cotinga.database.pool-size is '8', expected at least 10: each of the 8 cotinga.cftc.downloads holds a"
                        + " connection, and readers need 2");
    }

    @Test
    void theOtherDatabaseOfACopyHasTheUserOfTheConfiguredOneUnlessItHasItsOwn() {
        Map<String, String> configured = Map.of("COTINGA_DATABASE_USER", "a", "COTINGA_DATABASE_PASSWORD", "b");
        Map<String, String> own = new HashMap<>(configured);
        own.putAll(Map.of("COTINGA_COPY_USER", "c", "COTINGA_COPY_PASSWORD", "d"));

        assertThat(read(configured).copy()).isEqualTo(new CopySettings("a", "b"));
        assertThat(read(own).copy()).isEqualTo(new CopySettings("c", "d"));
        assertThat(read(own).forRoutes()).doesNotContainKey("cotinga.copy.password");
    }

    @Test
    void theFirstYearIsNotAfterTheLast() {
        assertRejected(
                Map.of("COTINGA_CFTC_FIRST_YEAR", "2020", "COTINGA_CFTC_LAST_YEAR", "2019"),
                "cotinga.cftc.first-year is '2020', expected not more than cotinga.cftc.last-year, which is 2019");
    }

    @Test
    void relativeDirectoriesLieInTheWorkingDirectory() {
        Settings settings = read(Map.of("COTINGA_EXPORT_DIRECTORY", "out/files"));

        assertThat(settings.store().directory()).isEqualTo(workingDirectory.resolve("data"));
        assertThat(settings.publication().export().directory()).isEqualTo(workingDirectory.resolve("out/files"));
        assertThat(Settings.of(SettingTexts.of(Path.of(""), false, Map.of(), new Properties()), CLOCK)
                        .forRoutes())
                .containsEntry("cotinga.data.directory", "data");
    }

    @Test
    void anAbsoluteDirectoryStaysWhereItIs(@TempDir Path elsewhere) {
        assertThat(read(Map.of("COTINGA_DATA_DIRECTORY", elsewhere.toString()))
                        .store()
                        .directory())
                .isEqualTo(elsewhere);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COTINGA_CFTC_BASE_URL|ftp://x|cotinga.cftc.base-url is 'ftp://x', expected an address such as https://www.cftc.gov",
                "COTINGA_CFTC_BASE_URL|http://u:p@x|cotinga.cftc.base-url is 'http://u:p@x', expected an address such as https://www.cftc.gov",
                "COTINGA_CFTC_FIRST_YEAR|1985|cotinga.cftc.first-year is '1985', expected a year from 1986 to 2026, the current one",
                "COTINGA_CFTC_LAST_YEAR|next|cotinga.cftc.last-year is 'next', expected a year from 1986 to 2026, the current one",
                "COTINGA_CFTC_VARIANTS|legacy/fo,cit/fo|cotinga.cftc.variants is 'legacy/fo,cit/fo', expected a list of legacy/fo, legacy/co, disagg/fo, disagg/co, tff/fo, tff/co, cit/co",
                "COTINGA_CFTC_DOWNLOADS|''|cotinga.cftc.downloads is '', expected a whole number from 1 to 16",
                "COTINGA_CFTC_MAX_TEXT|''|cotinga.cftc.max-text is '', expected a size such as 512KB, 64MB or 2GB, from 1KB up",
                "COTINGA_EXPORT_ENABLED|''|cotinga.export.enabled is '', expected true or false",
                "COTINGA_CFTC_DOWNLOADS|0|cotinga.cftc.downloads is '0', expected a whole number from 1 to 16",
                "COTINGA_CFTC_RETRIES|many|cotinga.cftc.retries is 'many', expected a whole number from 0 to 10",
                "COTINGA_CFTC_RETRY_DELAY|-1|cotinga.cftc.retry-delay is '-1', expected a duration such as 500ms, 5s or 1m, from 0s to 1m",
                "COTINGA_QUALITY_MAX_SHRINK|0.2|cotinga.quality.max-shrink is '0.2', expected a percentage from 0% to 100%",
                "COTINGA_CFTC_MAX_MALFORMED|1|cotinga.cftc.max-malformed is '1', expected a share such as 1%",
                "COTINGA_CFTC_MAX_TEXT|2|cotinga.cftc.max-text is '2', expected a size such as 512KB, 64MB or 2GB, from 1KB up",
                "COTINGA_CFTC_SCHEDULE|every day|cotinga.cftc.schedule is 'every day', expected a Quartz cron expression such as 0 5 17 ? * MON-FRI",
                "COTINGA_CFTC_ZONE|Mars|cotinga.cftc.zone is 'Mars', expected a time zone such as America/New_York",
                "COTINGA_PRICES_SOURCE|folder|cotinga.prices.source is 'folder', expected yahoo or csv",
                "COTINGA_PRICES_WORKERS|9|cotinga.prices.workers is '9', expected a whole number from 1 to 8",
                "COTINGA_PRICES_MAX_PER_MINUTE|0|cotinga.prices.max-per-minute is '0', expected a whole number from 1 to 100000",
                "COTINGA_PRICES_ZONE|Mars|cotinga.prices.zone is 'Mars', expected a time zone such as America/New_York",
                "COTINGA_RUN_ON_START|yes|cotinga.run.on-start is 'yes', expected true or false",
                "COTINGA_DATABASE_POOL_SIZE|1|cotinga.database.pool-size is '1', expected a whole number from 3 to 100",
                "COTINGA_CROWDED_BUY|101|cotinga.crowded.buy is '101', expected a number from 0.0 to 100.0",
                "COTINGA_CROWDED_SELL|80|cotinga.crowded.sell is '80.0', expected less than cotinga.crowded.buy, which is 80.0",
                "COTINGA_ANALYTICS_MIN_COVERAGE|0.5%|cotinga.analytics.min-coverage is '0.5%', expected a whole percentage from 1% to 100%",
                "COTINGA_HTTP_PORT|70000|cotinga.http.port is '70000', expected a whole number from 1 to 65535",
                "COTINGA_CACHE_MARKET_TTL|10|cotinga.cache.market.ttl is '10', expected a duration such as 30s, 10m, 2h or 1d, from 1s to 365d",
                "COTINGA_CACHE_MAX_WEIGHT|64M|cotinga.cache.max-weight is '64M', expected a size such as 512KB, 64MB or 2GB, from 1KB up",
                "COTINGA_API_RATE_LIMIT_ADMIN|-1|cotinga.api.rate-limit.admin is '-1', expected a whole number from 0 to 1000000",
                "COTINGA_API_CORS_ORIGINS|example.org|cotinga.api.cors-origins is 'example.org', expected a list of origins such as https://example.org, or *",
                "COTINGA_LOG_FORMAT|xml|cotinga.log.format is 'xml', expected auto, text or json",
                "COTINGA_LOG_LEVEL|verbose|cotinga.log.level is 'verbose', expected off, error, warn, info, debug or trace",
                "COTINGA_LOG_LEVEL_ORG_QUARTZ|x|cotinga.log.level.org.quartz is 'x', expected off, error, warn, info, debug or trace",
                "COTINGA_LOG_FILE|a%d.log|cotinga.log.file is 'a%d.log', expected a path without % and $; choose another file",
                "COTINGA_LOG_SLOW_REQUESTS|2|cotinga.log.slow-requests is '2', expected a duration such as 30s, 10m, 2h or 1d, from 0s to 1h",
                "COTINGA_LOG_FILE_KEEP|1h|cotinga.log.file.keep is '1h', expected a duration such as 30s, 10m, 2h or 1d, from 1d to 3650d",
                "COTINGA_SANDBOX_SCENARIO|early|cotinga.sandbox.scenario is 'early', expected revised, normal, late or withheld",
                "COTINGA_SANDBOX_TODAY|31/12/2025|cotinga.sandbox.today is '31/12/2025', expected a date such as 2026-11-20, from 1986-01-01 to 2199-12-31",
            })
    void aWrongValueIsRejectedWithItsKeyAndWhatIsAllowed(String variable, String value, String error) {
        assertRejected(Map.of(variable, value), error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COTINGA_API_KEYS|mysecret|cotinga.api.keys cannot be used (entry 1 cannot be read), expected a list of name:scope:sha256 of the key in hexadecimal, the name of letters, digits, . _ and -, the scope read or admin",
                "COTINGA_TRACES_HEADERS|mysecret|cotinga.traces.headers cannot be used (header 1 has no name or no value), expected a list of name=value",
                "COTINGA_ERRORS_DSN|mysecret|cotinga.errors.dsn cannot be used (it has no http:// or https:// host), expected a DSN such as https://<key>@errors.example/<project>",
                "COTINGA_ERRORS_DSN|https://errors.example/7|cotinga.errors.dsn cannot be used (it has no key), expected a DSN such as https://<key>@errors.example/<project>",
                "COTINGA_ERRORS_DSN|https://mysecret@errors.example/|cotinga.errors.dsn cannot be used (it has no project), expected a DSN such as https://<key>@errors.example/<project>",
                "COTINGA_CACHE_SHARED|redis://mysecret@localhost:6379|cotinga.cache.shared cannot be used (it has no password before the @), expected redis://[user:password@]host:port[/db], or rediss:// for TLS, with special characters percent-encoded",
                "COTINGA_DATABASE_URL|jdbc:h2:tcp://db/x;USER=a;PASSWORD=mysecret|cotinga.database.url cannot be used (it contains a password), expected a JDBC URL without a password; set cotinga.database.user and cotinga.database.password instead",
                "COTINGA_API_JWT_SECRET|mysecret|cotinga.api.jwt.secret cannot be used (it has 8 bytes), expected at least 32 bytes",
                "COTINGA_API_JWT_PUBLIC_KEY|nowhere.pem|cotinga.api.jwt.public-key cannot be used (no file can be read there), expected an RSA public key of at least 2048 bits as PEM, or the path of a PEM file",
                "COTINGA_API_READS_NEED_KEY|true|cotinga.api.reads-need-key is 'true', expected false as long as none of cotinga.api.keys, cotinga.api.jwt.secret and .public-key is set",
            })
    void wrongCredentialsAreRejectedWithoutTellingThem(String variable, String value, String error) {
        assertRejected(Map.of(variable, value), error);
    }

    @Test
    void tokensAreTrustedByOneKeyOnlyWhichMayLieInAFile() throws IOException {
        String pem = SignedTokens.pem(SignedTokens.rsaKeys(2048));
        Files.writeString(workingDirectory.resolve("key.pem"), pem);

        assertThat(read(Map.of("COTINGA_API_JWT_PUBLIC_KEY", "key.pem"))
                        .api()
                        .credentials()
                        .tokens())
                .isPresent();
        assertRejected(
                Map.of("COTINGA_API_JWT_PUBLIC_KEY", pem, "COTINGA_API_JWT_SECRET", "x".repeat(32)),
                "cotinga.api.jwt.public-key is 'set', expected no value as long as cotinga.api.jwt.secret is set");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertRejected(
                Map.of("COTINGA_CFTC_RETRIES", "x", "COTINGA_HTTP_PORT", "y"),
                "cotinga.http.port is 'y', expected a whole number from 1 to 65535",
                "cotinga.cftc.retries is 'x', expected a whole number from 0 to 10");
    }

    @Test
    void aMisspeltSettingIsRejected() throws IOException {
        Files.writeString(workingDirectory.resolve("application.properties"), "cotinga.crowded.by = 75\n");

        assertRejected(
                Map.of(),
                "cotinga.crowded.by is not a setting of Cotinga; did you mean cotinga.crowded.buy? application.properties lists them all");
    }

    @Test
    void aReferenceToNothingIsRejected() throws IOException {
        Files.writeString(
                workingDirectory.resolve("application.properties"), "cotinga.export.directory = {{cotinga.home}}/x\n");

        assertRejected(
                Map.of(),
                "cotinga.export.directory refers to 'cotinga.home', expected the name of a setting that does not refer back to it",
                "cotinga.export.directory is '', expected a path");
    }

    @Test
    void aFileWithAByteOrderMarkCountsFromItsFirstLine() throws IOException {
        Files.writeString(
                workingDirectory.resolve("application.properties"),
                "\uFEFFcotinga.export.enabled = false\r\ncotinga.exprot.enabled = false\r\n");

        assertRejected(
                Map.of(),
                "cotinga.exprot.enabled is not a setting of Cotinga; did you mean cotinga.export.enabled?"
                        + " application.properties lists them all");

        Files.writeString(
                workingDirectory.resolve("application.properties"), "\uFEFFcotinga.export.enabled = false\r\n");
        assertThat(read(Map.of()).publication().export().enabled()).isFalse();
    }

    @Test
    void aFileThatIsNotUtf8IsRejected() throws IOException {
        Path file = workingDirectory.resolve("application.properties");
        Files.writeString(file, "cotinga.data.directory = J\u00F6rg\n", StandardCharsets.ISO_8859_1);

        assertRejected(Map.of(), file + " is not text in UTF-8, expected UTF-8; save it in this encoding");
    }

    @Test
    void variablesOfAServiceOfKubernetesArePassedOver() {
        Map<String, String> environment = Map.of(
                "COTINGA_SERVICE_HOST", "10.96.12.7",
                "COTINGA_SERVICE_PORT_HTTP", "8080",
                "COTINGA_PORT", "tcp://10.96.12.7:8080",
                "COTINGA_PORT_8080_TCP_ADDR", "10.96.12.7",
                "COTINGA_HTTP_PORT", "tcp://10.96.12.8:8080",
                "COTINGA_HTTP_SERVICE_HOST", "10.96.12.8");
        SettingTexts texts = SettingTexts.of(workingDirectory, false, environment, new Properties());

        assertThat(texts.serviceLinks()).containsExactlyInAnyOrderElementsOf(environment.keySet());
        assertThat(Settings.of(texts, CLOCK).http().port()).isEqualTo(8080);
    }

    @Test
    void allErrorsComeAtOnceWhereverTheyAre() {
        assertThatThrownBy(() -> read(Map.of(
                        "COTINGA_CFTC_FRIST_YEAR", "1986",
                        "COTINGA_CFTC_LAST_YEAR", "2027",
                        "COTINGA_CFTC_FIRST_YEAR", "2030",
                        "COTINGA_HTTP_PORT", "x")))
                .isInstanceOfSatisfying(
                        SettingException.class,
                        rejection -> assertThat(rejection.errors())
                                .hasSize(4)
                                .contains(
                                        "cotinga.cftc.first-year is '2030', expected a year from 1986 to 2026, the current one"));
    }

    @Test
    void aSystemPropertyOverridesTheEnvironment() {
        Properties system = new Properties();
        system.setProperty("cotinga.cftc.retries", " 7 ");
        system.setProperty("camel.main.shutdown-timeout", "11");

        Settings settings = Settings.of(
                SettingTexts.of(workingDirectory, false, Map.of("COTINGA_CFTC_RETRIES", "5"), system), CLOCK);

        assertThat(settings.forRoutes())
                .containsEntry("cotinga.cftc.retries", "7")
                .containsEntry("camel.main.shutdownTimeout", "11")
                .doesNotContainKey("camel.main.shutdown-timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "CAMEL_MAIN_SHUTDOWN_TIMEOUT, camel.main.shutdownTimeout",
        "CAMEL_MAIN_SHUTDOWNTIMEOUT, camel.main.shutdownTimeout",
        "CAMEL_COMPONENT_HTTP_CONNECT_TIMEOUT, camel.component.http.connectTimeout",
        "CAMEL_MAIN_DUMP_ROUTES, camel.main.dump-routes",
        "CAMEL_COMPONENT_PLATFORM_HTTP_HEADER_FILTER_STRATEGY, camel.component.platform-http.headerFilterStrategy"
    })
    void settingsOfCamelComeFromTheEnvironmentToo(String variable, String key) {
        assertThat(read(Map.of(variable, " 12 ")).forRoutes()).containsEntry(key, "12");
    }

    @Test
    void aServerOfCamelIsSetBySettingsOfOurs() {
        assertThatThrownBy(() -> read(Map.of("CAMEL_SERVER_PORT", "8081")))
                .hasMessage(
                        "camel.server.port is '8081', expected no value, because cotinga.http.port determines it; set that one"
                                + " instead");
    }

    @ParameterizedTest
    @CsvSource({
        "cotinga.data.directory, a;b",
        "cotinga.data.directory, what?",
        "cotinga.inbox.directory, a\\b",
        "cotinga.inbox.directory, ${x}",
        "cotinga.export.directory, J\uFFFDrg",
        "cotinga.data.directory, a\u0007b"
    })
    void aDirectoryThatCannotBeUsedIsRejected(String key, String name) {
        assertThatThrownBy(() -> read(Map.of(SettingTexts.environmentName(key), name)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(key + " is '")
                .hasMessageContaining("expected a path without");
    }

    @Test
    void theSandboxIsReachedWhereTheServerListens() {
        Settings settings = Settings.of(
                SettingTexts.of(
                        workingDirectory,
                        true,
                        Map.of("COTINGA_HTTP_ADDRESS", "127.0.0.2", "COTINGA_HTTP_PORT", "8123"),
                        new Properties()),
                CLOCK);

        assertThat(settings.cftc().baseUrl()).isEqualTo("http://127.0.0.2:8123/sandbox");
        assertThat(settings.forRoutes())
                .containsEntry("camel.server.host", "127.0.0.2")
                .containsEntry("camel.management.host", "127.0.0.1")
                .containsEntry("cotinga.prices.base-url", "http://127.0.0.2:8123/sandbox");
    }

    @Test
    void eachSettingMeansTheSameWhicheverWayItComes() throws IOException {
        Map<String, String> defaults = Settings.of(
                        SettingTexts.of(workingDirectory, false, Map.of(), new Properties()), CLOCK)
                .forRoutes();
        for (Map.Entry<String, String> setting : SettingTexts.of(workingDirectory, false, Map.of(), new Properties())
                .values()
                .entrySet()) {
            String key = setting.getKey();
            if (!setting.getValue().isEmpty()) {
                assertThat(everyWay(key, "\t" + setting.getValue() + "  "))
                        .as(key)
                        .isEqualTo(defaults.toString());
            }
            everyWay(key, "");
            everyWay(key, "?");
        }
    }

    /** What a text comes to: what the routes see, or what is wrong; the same by file, environment and system property. */
    private String everyWay(String key, String text) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(key, text);
        Path file = workingDirectory.resolve("application.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        String byFile = outcome(Map.of(), new Properties());
        Files.delete(file);
        assertThat(outcome(Map.of(SettingTexts.environmentName(key), text), new Properties()))
                .as("%s by the environment", key)
                .isEqualTo(byFile);
        assertThat(outcome(Map.of(), properties))
                .as("%s by a system property", key)
                .isEqualTo(byFile);
        return byFile;
    }

    private String outcome(Map<String, String> environment, Properties system) {
        try {
            return Settings.of(SettingTexts.of(workingDirectory, false, environment, system), CLOCK)
                    .forRoutes()
                    .toString();
        } catch (SettingException rejection) {
            return rejection.errors().toString();
        }
    }

    private Settings read(Map<String, String> environment) {
        return Settings.of(SettingTexts.of(workingDirectory, false, environment, new Properties()), CLOCK);
    }

    private void assertRejected(Map<String, String> environment, String... errors) {
        assertThatThrownBy(() -> read(environment))
                .isInstanceOfSatisfying(SettingException.class, rejection -> assertThat(rejection.errors())
                        .containsExactlyInAnyOrder(errors));
    }
}
