package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.weeks.VariantStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of the quality checks of a run, and the withholding of a variant that shrinks. */
class QualityTest {
    private static final int MARKETS = 10;
    private static final String FIRST = code(0);
    private static final String LAST = code(MARKETS - 1);

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory).variants(LEGACY_FO, TFF_FO).years(2026, 2026);
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO)) {
            List<Object> year = new ArrayList<>(weeks(variant, "2026-06-02", MARKETS));
            year.addAll(weeks(variant, "2026-05-26", MARKETS));
            flow.release(Archive.yearly(variant, 2026), year.toArray());
            releaseWeek(variant, "2026-06-02", MARKETS);
        }
    }

    @Test
    void withholdsATruncatedReportAndPublishesTheOthers() throws IOException {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            String market = service.get("/markets/tff/fo/" + LAST).body();
            String screener = service.get("/screener/tff/fo").body();
            byte[] file = Files.readAllBytes(flow.exported("market_" + FIRST + "_tff_fo.json"));
            releaseWeek(LEGACY_FO, "2026-06-09", MARKETS);
            releaseWeek(TFF_FO, "2026-06-09", 3);

            RunSummary run = service.refreshReports();

            assertThat(run.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(run.flaws())
                    .containsExactly(
                            "tff/fo is withheld: found 3 markets in its release of 2026-06-09, expected about 10,"
                                    + " as in its release of 2026-06-02; readers see it as of data version 1; the next report"
                                    + " run that finds the same publishes it");
            assertThat(run.dataVersion()).isEqualTo(2);
            assertThat(service.get("/markets/tff/fo/" + LAST).body()).isEqualTo(market);
            assertThat(service.get("/screener/tff/fo").body()).isEqualTo(screener);
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-02");
            assertThat(newestWeek(service, "legacy/fo", FIRST)).isEqualTo("2026-06-09");
            assertThat(Flow.json(service.get("/dashboard/" + FIRST + "?report_type=tff")
                                    .body())
                            .at("/weeks"))
                    .hasSize(2);
            JsonNode manifest = flow.exportedJson("manifest.json");
            assertThat(manifest.at("/data_version").intValue()).isEqualTo(2);
            assertThat(manifest.at("/newest_report_dates/tff_fo").textValue()).isEqualTo("2026-06-02");
            assertThat(manifest.at("/newest_report_dates/legacy_fo").textValue())
                    .isEqualTo("2026-06-09");
            assertThat(flow.exportedFiles()).hasSize(2 * (MARKETS + 3) + 1);
            assertThat(flow.exported("market_" + FIRST + "_tff_fo.json")).hasBinaryContent(file);
            assertThat(withheld(service).at("/as_of").intValue()).isEqualTo(1);
            assertThat(withheld(service).at("/reason").textValue()).startsWith("found 3 markets");
            assertThat(status(service).at("/withheld/tff_fo")).isEqualTo(withheld(service));
            assertThat(status(service).at("/data/variants/tff_fo/last_date").textValue())
                    .isEqualTo("2026-06-02");
        }
        try (RunningApplication restarted = flow.serve()) {
            assertThat(newestWeek(restarted, "tff/fo", FIRST)).isEqualTo("2026-06-02");

            RunSummary next = restarted.refreshReports();

            assertThat(next.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(next.dataVersion()).isEqualTo(3);
            assertThat(newestWeek(restarted, "tff/fo", FIRST)).isEqualTo("2026-06-09");
            assertThat(newestWeek(restarted, "tff/fo", LAST)).isEqualTo("2026-06-02");
            assertThat(withheld(restarted).isNull()).isTrue();
            assertThat(status(restarted).at("/withheld")).isEmpty();
            assertThat(check(restarted, "tff_fo", "markets").at("/result").textValue())
                    .isEqualTo("warning");
            assertThat(restarted.refreshReports().published()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-520", ".", "5200", "52"})
    void withholdsAReleaseWithAnOddOpenInterestInMostMarketsOnce(String openInterest) {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseOpenInterest("2026-06-09", openInterest, 6);

            RunSummary run = service.refreshReports();

            assertThat(run.flaws())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "tff/fo is withheld: found an open interest that is missing, not positive, or many times larger or"
                                    + " smaller than before in 6 of 10 markets of its release of 2026-06-09, expected it in a few"
                                    + " markets at most;");
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-02");
            assertThat(withheld(service).at("/reason").textValue()).contains("in 6 of 10 markets");
            assertThat(status(service).at("/withheld/tff_fo")).isEqualTo(withheld(service));

            releaseOpenInterest("2026-06-09", openInterest, 7);
            assertThat(service.refreshReports().flaws()).as("worse than before").hasSize(1);
            releaseOpenInterest("2026-06-09", openInterest, 6);
            assertThat(service.refreshReports().flaws()).isEmpty();
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-09");
            assertThat(check(service, "tff_fo", "open_interest").at("/result").textValue())
                    .isEqualTo("warning");
        }
    }

    @Test
    void publishesAReleaseWithAnOddOpenInterestInHalfOfItsMarkets() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseOpenInterest("2026-06-09", "0", 5);

            assertThat(service.refreshReports().flaws()).isEmpty();
            assertThat(check(service, "tff_fo", "open_interest").at("/result").textValue())
                    .isEqualTo("ok");
        }
    }

    @Test
    void aReleaseDatedAfterTodayNeverBecomesTheNewest() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-16", MARKETS);

            for (int run = 0; run < 2; run++) {
                assertThat(service.refreshReports().flaws())
                        .singleElement()
                        .isEqualTo(
                                "tff/fo is withheld: found a release of 2026-06-16, expected none after 2026-06-15, which is today"
                                        + " in New York; readers see it as of data version 1; it is published on that date, or when"
                                        + " the CFTC's file no longer contains the release");
            }
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-02");
            assertThat(status(service).at("/withheld/tff_fo/reason").textValue())
                    .startsWith("found a release of 2026-06-16");
            assertThat(new VariantStore(service.database()).newestReportDates(LocalDate.of(2026, 6, 15)))
                    .containsEntry(TFF_FO, LocalDate.of(2026, 6, 2));
        }
        try (RunningApplication nextDay =
                flow.serve(Clock.fixed(Instant.parse("2026-06-16T12:00:00Z"), ZoneOffset.UTC))) {
            assertThat(nextDay.refreshReports().flaws()).isEmpty();
            assertThat(newestWeek(nextDay, "tff/fo", FIRST)).isEqualTo("2026-06-16");
        }
    }

    @Test
    void withholdsAReportThatWasNeverPublishedIfItIsDatedAfterToday() {
        releaseWeek(TFF_FO, "2026-06-16", MARKETS);
        try (RunningApplication service = flow.serve()) {
            RunSummary run = service.refreshReports();

            assertThat(run.flaws())
                    .singleElement()
                    .asString()
                    .contains("; readers have none of it yet; it is published");
            assertThat(service.get("/markets/tff/fo/" + FIRST).statusCode()).isNotEqualTo(200);
            assertThat(newestWeek(service, "legacy/fo", FIRST)).isEqualTo("2026-06-02");
            assertThat(flow.exported("markets_tff_fo.json")).doesNotExist();
            assertThat(withheld(service).at("/as_of").intValue()).isZero();
        }
    }

    @Test
    void publishesNothingUntilTheNextRunIfNothingElseHasChanged() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);

            RunSummary held = application.refreshReports();
            assertThat(held.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(held.text()).contains("; data version stays 1\n");

            assertThat(application.refreshReports().text()).endsWith("; published data version 2");
        }
    }

    @Test
    void aResumedRunStillWithholdsTheReportThatItWithheldBefore() throws SQLException {
        long killed;
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);
            killed = application.refreshReports().id();
            try (Connection connection = application.database().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("UPDATE run SET status = 'running', finished_at = NULL WHERE id = " + killed);
            }
        }
        try (RunningApplication application = flow.start()) {
            RunSummary resumed = application.refreshReports();
            assertThat(resumed.id()).isEqualTo(killed);
            assertThat(resumed.text()).contains("; data version stays 1\n", "tff/fo is withheld: ");

            assertThat(application.refreshReports().text()).endsWith("; published data version 2");
        }
    }

    @Test
    void publishesAReportThatIsCompleteAgain() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", MARKETS);

            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);

            assertThat(newestWeek(service, "tff/fo", LAST)).isEqualTo("2026-06-09");
            assertThat(check(service, "tff_fo", "markets").at("/result").textValue())
                    .isEqualTo("ok");
        }
    }

    @Test
    void aReportStaysWithheldWhileTheCftcHasNoFileOfIt() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);
            service.refreshReports();
            String since = withheld(service).at("/since").textValue();
            flow.upstream.fail(Archive.weekly(TFF_FO).path(), Fault.status(403));
            flow.upstream.fail(Archive.yearly(TFF_FO, 2026).path(), Fault.status(403));
            releaseWeek(LEGACY_FO, "2026-06-09", MARKETS);

            RunSummary rejected = service.refreshReports();

            assertThat(rejected.flaws()).hasSize(3).anyMatch(flaw -> flaw.startsWith("tff/fo is withheld: "));
            assertThat(rejected.dataVersion()).isEqualTo(2);
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-02");
            assertThat(withheld(service).at("/since").textValue()).isEqualTo(since);
            assertThat(withheld(service).at("/as_of").intValue()).isEqualTo(1);

            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-09");
        }
    }

    @Test
    void aReportThatShrinksFurtherStaysWithheld() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);
            service.refreshReports();
            releaseWeek(TFF_FO, "2026-06-12", 1);

            assertThat(service.refreshReports().flaws())
                    .singleElement()
                    .asString()
                    .startsWith("tff/fo is withheld: found 1 market in its release of 2026-06-12");
            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(newestWeek(service, "tff/fo", FIRST)).isEqualTo("2026-06-12");
            assertThat(newestWeek(service, "tff/fo", LAST)).isEqualTo("2026-06-02");
        }
    }

    @Test
    void onlyAReportRunPublishesAWithheldReport() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);
            long run = application.refreshReports().id();
            Publications publications = Objects.requireNonNull(
                    application.context().getRegistry().lookupByNameAndType("publications", Publications.class));

            assertThat(publications.isDue()).as("at start").isFalse();
            PendingPublication ofPrices = publications.prepare(new RunOfTest(run));
            assertThat(ofPrices.isDue()).isFalse();
            assertThat(ofPrices.flaws()).hasSize(1);

            PendingPublication forcedOfPrices = publications.prepare(new RunOfTest(run).forced());
            assertThat(forcedOfPrices.isDue()).isTrue();
            assertThat(forcedOfPrices.flaws()).hasSize(1);

            PendingPublication forced =
                    publications.prepare(new RunOfTest(run).forced().publishingHeld());
            assertThat(forced.isDue()).isTrue();
            assertThat(forced.flaws()).isEmpty();
            forced.variants().forEach(variant -> publications.export(forced, variant));
            publications.complete(forced);
            assertThat(Flow.openInterest(application, TFF_FO, FIRST)).hasSize(3);
        }
    }

    @Test
    void theLimitIsASetting() {
        flow.set("cotinga.quality.max-shrink", "70%");
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            releaseWeek(TFF_FO, "2026-06-09", 3);

            assertThat(application.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void consistentReportsPassEveryCheckAndOddOnesAreReported() {
        try (RunningApplication service = flow.serve()) {
            RunSummary good = service.refreshReports();

            assertThat(good.quality()).contains("quality: no warnings");
            JsonNode quality = Flow.json(service.get("/quality").body());
            assertThat(quality.at("/variants").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("legacy_fo", "tff_fo");
            assertThat(quality.at("/variants/tff_fo/checks"))
                    .extracting(check -> check.at("/check").textValue())
                    .containsExactly(
                            "open_interest_long",
                            "open_interest_short",
                            "changes",
                            "weeks",
                            "markets",
                            "report_dates",
                            "open_interest",
                            "market_list");
            assertThat(quality.at("/variants/tff_fo/checks"))
                    .allMatch(check -> check.at("/result").textValue().equals("ok"));
            assertThat(check(service, "tff_fo", "changes"))
                    .isEqualTo(
                            Flow.json(
                                    """
                            {"check": "changes", "rule":
                             "Open interest, longs and shorts are those of the release before plus the published change",
                             "result": "ok", "checked": 110, "deviating": 0, "explained": 0, "newest_checked": 110,
                             "newest_deviating": 0, "examples": [], "newest_report_date": "2026-06-02", "run": 1,
                             "data_version": 1, "checked_at": "2026-06-15T12:00:00Z"}"""));

            flow.release(
                    Archive.weekly(TFF_FO),
                    week(TFF_FO, FIRST, "2026-06-10").with("Open_Interest_All", "999999"),
                    week(TFF_FO, code(1), "2026-06-10"));
            flow.set("cotinga.quality.max-shrink", "100%");
        }
        try (RunningApplication service = flow.serve()) {
            RunSummary odd = service.refreshReports();

            assertThat(odd.status()).as("checks only warn").isEqualTo(RunStatus.SUCCESS);
            assertThat(odd.quality().orElseThrow())
                    .startsWith(
                            "quality: 4 warnings: tff/fo open_interest_long (1 of 22 deviate, 1 in the newest release); ")
                    .doesNotContain("legacy/fo");
            assertThat(check(service, "tff_fo", "open_interest_long").at("/examples"))
                    .singleElement()
                    .satisfies(example -> {
                        assertThat(example.at("/code").textValue()).isEqualTo(FIRST);
                        assertThat(example.at("/date").textValue()).isEqualTo("2026-06-10");
                        assertThat(example.at("/expected").textValue()).isEqualTo("999999");
                    });
            assertThat(check(service, "tff_fo", "report_dates").at("/examples/0"))
                    .isEqualTo(
                            Flow.json(
                                    """
                            {"code": null, "date": "2026-06-10", "subject": "weekday", "found": "Wednesday",
                             "expected": "Tuesday, or Monday before a holiday"}"""));
            assertThat(check(service, "legacy_fo", "changes")
                            .at("/data_version")
                            .intValue())
                    .as("nothing of it has changed since")
                    .isEqualTo(1);
            assertThat(service.refreshReports().quality())
                    .as("nothing was published")
                    .isEmpty();
        }
    }

    @Test
    void returnsNoChecksBeforeTheFirstRun() {
        try (RunningApplication service = flow.serve()) {
            assertThat(service.get("/quality").body()).isEqualTo("{\"variants\":{}}");
            assertThat(service.get("/quality?variant=tff").statusCode()).isEqualTo(400);
        }
    }

    /** A release in which a number of markets have another open interest. */
    private void releaseOpenInterest(String date, String openInterest, int markets) {
        List<ReportText.Line> lines = weeks(TFF_FO, date, MARKETS);
        lines.subList(0, markets).forEach(line -> line.with("Open_Interest_All", openInterest));
        flow.release(Archive.weekly(TFF_FO), lines.toArray());
    }

    private void releaseWeek(ReportVariant variant, String date, int markets) {
        flow.release(Archive.weekly(variant), weeks(variant, date, markets).toArray());
    }

    private static List<ReportText.Line> weeks(ReportVariant variant, String date, int markets) {
        List<ReportText.Line> weeks = new ArrayList<>();
        for (int market = 0; market < markets; market++) {
            weeks.add(week(variant, code(market), date));
        }
        return weeks;
    }

    /** A week whose numbers agree with each other, and with those of the week before: nothing ever changes. */
    private static ReportText.Line week(ReportVariant variant, String code, String date) {
        int groups = variant.type().groups().size();
        int spreads = (int) variant.type().groups().stream()
                .filter(group -> group.hasSpread())
                .count();
        ReportText.Line line = CftcFiles.week(variant, code, date, groups * 100 + spreads * 10);
        for (String column : ReportText.columns(variant.type())) {
            String name = column.toLowerCase(Locale.ROOT);
            if (name.startsWith("change") || name.contains("change in") || name.contains("change_in")) {
                line = line.with(column, "0");
            } else if (name.contains("spread")) {
                line = line.with(column, "10");
            } else if (name.contains("positions")) {
                line = line.with(column, "100");
            }
        }
        return line;
    }

    private static String code(int market) {
        return String.format(Locale.ROOT, "09974%d", market);
    }

    private static String newestWeek(RunningApplication service, String variant, String code) {
        return Flow.json(service.get("/markets/" + variant + "/" + code).body())
                .at("/weeks/0/date")
                .textValue();
    }

    private static JsonNode status(RunningApplication service) {
        return Flow.json(service.get("/status").body());
    }

    private static JsonNode withheld(RunningApplication service) {
        return Flow.json(service.get("/quality").body()).at("/variants/tff_fo/withheld");
    }

    private static JsonNode check(RunningApplication service, String variant, String name) {
        for (JsonNode check : Flow.json(service.get("/quality").body()).at("/variants/" + variant + "/checks")) {
            if (check.at("/check").textValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError(name + " is not among the checks of " + variant);
    }
}
