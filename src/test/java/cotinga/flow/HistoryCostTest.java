package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnH2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of a start and of a run that finds nothing new: the rows and pages that the database reads. */
@OnlyOnH2
class HistoryCostTest {
    private static final List<String> CODES = List.of("099741", "088691", "13874A", "098662");
    private static final int LAST_YEAR = 2026;
    private static final LocalDate NEWEST = LocalDate.parse("2026-06-09");

    /** The tolerance in percent of pages: a tree over more rows is a little deeper. */
    private static final int TOLERATED_PERCENT = 15;

    /** In the days before a release, each market has a week whose row is visited and left out, when it is searched and when it is read. */
    private static final long ROWS_OF_AN_UNRELEASED_WEEK = 3L;

    private CountedRows rows;

    /** The rows that were visited, by statement, and the pages that were read from the file. */
    private record Cost(Map<String, Long> rows, long pages) {}

    /** The work of an application whose cost is counted. */
    @FunctionalInterface
    private interface Work {
        void in(RunningApplication application) throws Exception;
    }

    @BeforeEach
    void count() throws SQLException {
        rows = new CountedRows();
    }

    @AfterEach
    void close() throws SQLException {
        rows.close();
    }

    @Test
    void aRunThatFindsNothingNewReadsAsMuchOfThirtyYearsAsOfThree(@TempDir Path home) throws Exception {
        assertIndependentOfHistory(home, 3, Flow::start, application -> assertThat(
                        application.refreshReports().flaws())
                .isEmpty());
    }

    @Test
    void aServiceReadsAsMuchOfThirtyYearsAsOfFiveUntilItsCachesAreWarm(@TempDir Path home) throws Exception {
        assertIndependentOfHistory(home, 5, Flow::serve, service -> {
            await().until(() -> rows.byStatement().keySet().stream()
                    .anyMatch(statement -> statement.contains("status <> 'running' ORDER BY id DESC")));
            service.context().getRouteController().stopRoute("start-up"); // when it has ended
            ProducerTemplate routes = service.context().createProducerTemplate();
            routes.sendBody("direct:warm-caches", "");
            routes.sendBody("direct:compute-studies", "");
        });
    }

    @Test
    void aReadAsKnownLongAgoCostsNoMoreThanOneAsKnownYesterday(@TempDir Path home) throws Exception {
        int firstYear = LAST_YEAR - 9;
        try (Flow flow = new Flow(home).years(firstYear, LAST_YEAR)) {
            for (int edition = 0; edition < 2; edition++) {
                for (int year = firstYear; year <= LAST_YEAR; year++) {
                    flow.release(Archive.yearly(TFF_FO, year), lines(year, edition));
                }
                flow.publish();
            }
            try (RunningApplication service = flow.serve()) {
                for (String path : List.of("/markets/tff/fo/" + CODES.get(0), "/screener/tff/fo")) {
                    Map<String, Long> yesterday = rowsOf(service, path + "?known_at=2026-06-14");
                    assertThat(yesterday).isNotEmpty();
                    for (String day : List.of("2025-06-14", "2021-06-14", firstYear + "-01-10")) {
                        Map<String, Long> then = rowsOf(service, path + "?known_at=" + day);
                        assertThat(then.keySet()).as(path + " " + day).isSubsetOf(yesterday.keySet());
                        assertThat(sum(then))
                                .as(path + " " + day)
                                .isLessThanOrEqualTo(sum(yesterday) + ROWS_OF_AN_UNRELEASED_WEEK * CODES.size());
                    }
                }
            }
        }
    }

    @Test
    void anOverviewReadsAsMuchOfThirtyYearsOfWeeksAndPricesAsOfFive(@TempDir Path home) throws Exception {
        Map<String, Long> ofFive = rowsOfOverview(home.resolve("five"), LAST_YEAR - 4);
        assertThat(ofFive.keySet()).anyMatch(statement -> statement.contains("FROM price_bar"));
        assertThat(rowsOfOverview(home.resolve("thirty"), LAST_YEAR - 29)).isEqualTo(ofFive);
    }

    private Map<String, Long> rowsOfOverview(Path directory, int firstYear) throws Exception {
        try (Flow flow = new Flow(Files.createDirectories(directory)).years(firstYear, LAST_YEAR)) {
            for (int year = firstYear; year <= LAST_YEAR; year++) {
                flow.release(Archive.yearly(TFF_FO, year), lines(year));
            }
            flow.releasePrices(
                    CODES.get(0),
                    "ES=F",
                    LocalDate.of(firstYear, 1, 1)
                            .datesUntil(NEWEST.plusDays(3))
                            .collect(Collectors.toMap(LocalDate::toString, day -> 1.0 + day.getDayOfMonth())));
            try (RunningApplication service = flow.servePublished()) {
                service.refreshPrices();
                service.context().createProducerTemplate().sendBody("direct:compute-studies", "");
                return rowsOf(service, "/overview?subtype=fo&known_at=2026-06-14");
            }
        }
    }

    private Map<String, Long> rowsOf(RunningApplication service, String path) {
        rows.forget();
        assertThat(service.get(path).statusCode()).isEqualTo(200);
        return rows.byStatement();
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private void assertIndependentOfHistory(
            Path home, int fewYears, Function<Flow, RunningApplication> start, Work work) throws Exception {
        Cost ofFew = cost(home.resolve("few"), LAST_YEAR - fewYears + 1, start, work);
        Cost ofThirty = cost(home.resolve("thirty"), LAST_YEAR - 29, start, work);
        assertThat(ofFew.rows()).isNotEmpty();
        assertThat(ofThirty.rows()).isEqualTo(ofFew.rows());
        assertThat(ofThirty.pages()).isCloseTo(ofFew.pages(), withinPercentage(TOLERATED_PERCENT));
    }

    /** The cost with all these years stored, if the application requests the last three. */
    private Cost cost(Path directory, int firstYear, Function<Flow, RunningApplication> start, Work work)
            throws Exception {
        try (Flow flow = new Flow(Files.createDirectories(directory)).years(firstYear, LAST_YEAR)) {
            for (int year = firstYear; year <= LAST_YEAR; year++) {
                flow.release(Archive.yearly(TFF_FO, year), lines(year));
            }
            flow.release(Archive.weekly(TFF_FO), lines(NEWEST, 0));
            flow.publish();
            flow.years(LAST_YEAR - 2, LAST_YEAR);
            flow.publish();
            compact(directory);
            rows.forget();
            try (RunningApplication application = start.apply(flow)) {
                work.in(application);
                return new Cost(rows.byStatement(), pages(application));
            }
        }
    }

    /** Compacts the file, so that only the stored rows count and not how they were written. */
    private static void compact(Path directory) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + directory.resolve("data/cotinga").toAbsolutePath(), "cotinga", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN DEFRAG");
        }
    }

    private static long pages(RunningApplication application) throws Exception {
        try (Connection connection = application.database().getConnection()) {
            return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                    .getDatabase()
                    .getStore()
                    .getMvStore()
                    .getFileStore()
                    .getReadCount();
        }
    }

    private static Object[] lines(int year) {
        return lines(year, 0);
    }

    /** All weeks of a year; a later edition corrects every one of them. */
    private static Object[] lines(int year, int edition) {
        List<Object> lines = new ArrayList<>();
        for (LocalDate date = NEWEST; date.getYear() >= year; date = date.minusWeeks(1)) {
            if (date.getYear() == year) {
                lines.addAll(List.of(lines(date, edition)));
            }
        }
        return lines.toArray();
    }

    private static Object[] lines(LocalDate date, int edition) {
        return CODES.stream()
                .map(code -> CftcFiles.week(TFF_FO, code, date.toString(), 1_000 + edition))
                .toArray();
    }
}
