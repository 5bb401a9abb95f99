package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.report.ReportVariant;
import cotinga.store.runs.InterruptedRun;
import cotinga.store.runs.InterruptedRunStore;
import cotinga.store.weeks.DerivedReleases;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.WeekId;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @Test
    void makesTheSchemaInAnEmptyDatabase(@TempDir Path folder) {
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(database.rows("SELECT UPPER(table_name) FROM information_schema.tables"
                            + " WHERE table_schema IN ('PUBLIC', 'public') AND table_name <> 'flyway_schema_history'"
                            + " ORDER BY 1"))
                    .containsExactly(
                            "ALERT_MESSAGE",
                            "CACHE_INVALIDATION",
                            "DOWNLOAD",
                            "FENCING",
                            "HELD_CONDITION",
                            "LEASE",
                            "MARKET",
                            "MARKET_ALERT",
                            "MARKET_NAME",
                            "PRICE_BAR",
                            "PRICE_REVISION",
                            "PRICE_STATE",
                            "PRICE_SYMBOL",
                            "PRICE_UNIT",
                            "PUBLICATION",
                            "PUBLISHED_MARKET",
                            "PUBLISHED_VARIANT",
                            "QUALITY_CHECK",
                            "QUALITY_EXAMPLE",
                            "QUARANTINE",
                            "RELEASE_STATE",
                            "REPORTED_CONDITION",
                            "REPORT_STATE",
                            "REVISION",
                            "RUN",
                            "RUN_REQUEST",
                            "RUN_STEP",
                            "SCHEMA_STATE",
                            "SUBTYPE_CHECK",
                            "VARIANT",
                            "WAITING_MESSAGE",
                            "WATCHLIST_ENTRY",
                            "WEEK",
                            "WITHHELD_VARIANT");
        }
    }

    @Test
    void keepsTheContentOfAnUpToDateSchema(@TempDir Path folder) throws IOException {
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.load(Weeks.weekly(ReportVariant.TFF_CO, null), Weeks.source(Weeks.week("2026-11-17", 1)));
        }
        try (TestDatabase database = TestDatabase.in(folder)) {
            assertThat(Weeks.openInterests(database, ReportVariant.TFF_CO, "088691", 1))
                    .containsExactly("2026-11-17=1");
        }
    }

    @Test
    void keepsTheNumberOfEachVariant(@TempDir Path folder) {
        try (TestDatabase database = TestDatabase.in(folder)) {
            List<String> inJava = Arrays.stream(ReportVariant.values())
                    .map(variant -> WeekId.variant(variant) + " " + variant.path())
                    .toList();
            assertThat(inJava)
                    .containsExactly(
                            "1 legacy/fo",
                            "2 legacy/co",
                            "3 disagg/fo",
                            "4 disagg/co",
                            "5 tff/fo",
                            "6 tff/co",
                            "7 cit/co");
            assertThat(database.rows("SELECT id, path FROM variant ORDER BY id"))
                    .isEqualTo(inJava);
        }
    }

    @Test
    @OnlyOnH2
    void reportsADatabaseThatIsInUse(@TempDir Path folder) throws IOException {
        TestDatabase.open(TestDatabase.url(folder), "sa", "", 2).close();
        Path file = folder.resolve("cotinga.mv.db");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> TestDatabase.open(TestDatabase.url(folder), "sa", "", 2))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot open the database " + TestDatabase.url(folder)
                            + ": it is in use by another Cotinga; stop it or set cotinga.data.directory");
        }
    }

    @Test
    @OnlyOnH2
    void reportsAWrongPasswordWithoutThePassword(@TempDir Path folder) {
        TestDatabase.open(TestDatabase.url(folder), "sa", "right", 2).close();

        assertThatThrownBy(() -> TestDatabase.open(TestDatabase.url(folder) + ";TRACE_LEVEL_FILE=0", "sa", "secret", 2))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(
                        "cannot open the database " + TestDatabase.url(folder) + ": Wrong user name or password")
                .hasMessageEndingWith(
                        "; check cotinga.database.url, cotinga.database.user and cotinga.database.password")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("TRACE");
    }

    @Test
    void reportsAnInvalidUrlWithAnExample() {
        assertThatThrownBy(() -> TestDatabase.open("jdbc:nothing:x", "sa", "", 2))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot open the database jdbc:nothing:x: ")
                .hasMessageEndingWith("; expected a URL such as jdbc:h2:file:./data/cotinga in cotinga.database.url");
    }

    @Test
    void rejectsADatabaseWithAForeignSchema(@TempDir Path folder) {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            Database.migrate(source);
            try (TestDatabase database = TestDatabase.in(folder)) {
                database.execute("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
            }
            assertThatThrownBy(() -> Database.migrate(source))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot bring the database's schema up to date: ");
        }
    }

    @Test
    void rejectsAPoolOfOneConnection(@TempDir Path folder) {
        assertThatThrownBy(() -> TestDatabase.open(TestDatabase.url(folder), "sa", "", 1))
                .hasMessage("cotinga.database.pool-size is 1, expected 2 or more");
    }

    @Test
    void keepsTheSettingsThatAUrlHas() {
        assertThat(Database.withNeededSettings("jdbc:h2:file:x;lock_timeout=5"))
                .startsWith("jdbc:h2:file:x;lock_timeout=5;LAZY_QUERY_EXECUTION=1;")
                .doesNotContain("LOCK_TIMEOUT");
        assertThat(Database.withNeededSettings("jdbc:postgresql://host/cotinga"))
                .isEqualTo("jdbc:postgresql://host/cotinga");
    }

    @Test
    @OnlyOnH2
    void writesItsFileToThePathInTheUrl(@TempDir Path folder) {
        TestDatabase.in(folder).close();

        assertThat(Files.exists(folder.resolve("cotinga.mv.db"))).isTrue();
    }

    @Test
    void migratesRunsAndDownloadsOfAnEarlierSchema(@TempDir Path folder) {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            migrate(source, "6");
            String moment = "TIMESTAMP WITH TIME ZONE '2026-11-16 12:00:00Z'";
            TestDatabase.execute(
                    source,
                    "INSERT INTO run (id, kind, cause, started_at, finished_at, status, resumed) VALUES"
                            + " (1, 'reports', 'inbox', " + moment + ", " + moment + ", 'success', 0),"
                            + " (2, 'prices', 'timer', " + moment + ", " + moment + ", 'partial', 0),"
                            + " (3, 'reports', 'timer', " + moment + ", NULL, 'running', 1),"
                            + " (4, 'reports', 'inbox', " + moment + ", NULL, 'running', 0)");
            String rest = "'\"etag\"', 'ab12', 1, 1, 0, " + moment + ", " + moment + ")";
            TestDatabase.execute(
                    source,
                    "INSERT INTO download (id, variant_id, kind, path, first_year, last_year, file, url, etag, sha256,"
                            + " bytes, weeks, malformed, downloaded_at, loaded_at) VALUES"
                            + " (1, 1, 'bundle', '/old.zip', 2004, 2016, 'old.zip', 'https://cftc/old.zip', " + rest
                            + ", (2, 1, 'bundle', '/old.zip', 1986, 2016, 'old.zip', 'https://cftc/old.zip', " + rest
                            + ", (3, 3, 'bundle', '/new.zip', 2010, 2016, 'new.zip', 'https://cftc/new.zip', " + rest
                            + ", (4, 1, 'weekly', '/week.txt', 0, 0, 'week.txt', 'https://cftc/week.txt', " + rest);
            try (TestDatabase database = TestDatabase.in(folder)) {
                assertThat(database.rows("SELECT id, scope, forced, resumed, status FROM run ORDER BY id"))
                        .containsExactly(
                                "1 inbox FALSE 0 success",
                                "2 everything FALSE 0 partial",
                                "3 everything FALSE 1 running",
                                "4 inbox FALSE 0 running");
                assertThat(new InterruptedRunStore(database.source).all())
                        .extracting(InterruptedRun::id)
                        .containsExactly(4L, 3L);
                assertThat(database.rows("SELECT id, path FROM download ORDER BY id"))
                        .containsExactly("1 /old.zip@1", "2 /old.zip", "3 /new.zip", "4 /week.txt");
                assertThat(database.downloads.bundles())
                        .extracting(Download::id)
                        .containsExactlyInAnyOrder(2L, 3L);

                assertThat(database.downloads.resetAfterAnotherBuild("build=1")).isTrue();
                assertThat(database.downloads.resetAfterAnotherBuild("build=1")).isFalse();
                assertThat(database.rows("SELECT DISTINCT sha256, etag FROM download"))
                        .containsExactly(" null");
                assertThat(new DerivedReleases(database.source).follow("rule", Weeks::released))
                        .isZero();
                assertThat(database.rows("SELECT calendar FROM release_state")).containsExactly("rule");
            }
        }
    }

    @Test
    void migratesWeeksWithTheReleaseOfTheirFriday(@TempDir Path folder) {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            migrate(source, "2");
            String columns = "(id, market_id, report_date, name_id, download_id, line, since_version, seen_at)";
            TestDatabase.execute(
                    source,
                    "INSERT INTO week " + columns + " VALUES"
                            + " (1, 1, DATE '2026-11-10', 1, 1, 1, 1, TIMESTAMP WITH TIME ZONE '2026-11-16 12:00:00Z'),"
                            + " (2, 1, DATE '2026-07-06', 1, 1, 1, 1, TIMESTAMP WITH TIME ZONE '2026-11-16 12:00:00Z'),"
                            + " (3, 1, DATE '2026-11-17', 1, 1, 1, 1, TIMESTAMP WITH TIME ZONE '2026-11-16 12:00:00Z')");
            try (TestDatabase database = TestDatabase.in(folder)) {
                assertThat(database.rows("SELECT CAST(EXTRACT(EPOCH FROM published_at) AS BIGINT), published_derived"
                                + " FROM week ORDER BY id"))
                        .containsExactly(
                                Instant.parse("2026-11-13T20:30:00Z").getEpochSecond() + " TRUE",
                                Instant.parse("2026-07-10T19:30:00Z").getEpochSecond() + " TRUE",
                                Instant.parse("2026-11-16T12:00:00Z").getEpochSecond() + " TRUE");
            }
        }
    }

    @Test
    void migratesPrivateNamesToStandardOnes(@TempDir Path folder) {
        try (HikariDataSource source = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            migrate(source, "11");
            String moment = "TIMESTAMP WITH TIME ZONE '2026-11-16 12:00:00Z'";
            TestDatabase.execute(
                    source,
                    "INSERT INTO run (id, kind, cause, started_at, status, resumed, scope) VALUES"
                            + " (1, 'reports', 'timer', " + moment + ", 'running', 0, 'sweep 2026-11-16'),"
                            + " (2, 'reports', 'timer', " + moment + ", 'success', 0, 'weekly tff/fo'),"
                            + " (3, 'reports', 'inbox', " + moment + ", 'success', 0, 'inbox tff/fo 2025')");
            TestDatabase.execute(
                    source,
                    "INSERT INTO download (id, variant_id, kind, path, first_year, last_year, file, url, sha256,"
                            + " bytes, weeks, malformed, downloaded_at, loaded_at, looked_at) VALUES"
                            + " (1, 1, 'weekly', '/week.txt', 0, 0, 'week.txt', 'https://cftc/week.txt', 'ab12', 1, 1, 0, "
                            + moment + ", " + moment + ", " + moment + ")");
            TestDatabase.execute(
                    source,
                    "INSERT INTO held_variant (variant_id, as_of, held_at, newest_report_date, newest_markets,"
                            + " lost_weeks, reason) VALUES"
                            + " (1, 7, " + moment + ", DATE '2026-11-10', 30, 0, 'found 30 markets')");
            Instant then = Instant.parse("2026-11-16T12:00:00Z");
            try (TestDatabase database = TestDatabase.in(folder)) {
                assertThat(database.rows("SELECT id, scope FROM run ORDER BY id"))
                        .containsExactly("1 full check 2026-11-16", "2 weekly tff/fo", "3 inbox tff/fo 2025");
                assertThat(new InterruptedRunStore(database.source).all())
                        .extracting(InterruptedRun::scope)
                        .containsExactly("full check 2026-11-16");
                assertThat(database.downloads.find("/week.txt", 0, 0))
                        .get()
                        .extracting(Download::checkedAt)
                        .isEqualTo(then);
                assertThat(database.publications.withheldVariants().values())
                        .singleElement()
                        .satisfies(withheld -> {
                            assertThat(withheld.withheldAt()).isEqualTo(then);
                            assertThat(withheld.asOf()).isEqualTo(7);
                            assertThat(withheld.reason()).isEqualTo("found 30 markets");
                        });
            }
        }
    }

    private static void migrate(HikariDataSource source, String schema) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations(DatabaseProduct.of(source).migrations().toArray(String[]::new))
                .target(schema)
                .load()
                .migrate();
    }
}
