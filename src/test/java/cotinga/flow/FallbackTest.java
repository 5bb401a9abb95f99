package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.weeks.DownloadKind;
import cotinga.store.weeks.DownloadStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If the CFTC rejects requests for its files, a run requests the missing weeks from the fallback and reports this. */
class FallbackTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final Archive FALLBACK = Archive.fallback(TFF_FO, 2026, 2026);

    private final StandInSocrata socrata = new StandInSocrata();
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .set("cotinga.cftc.fallback-url", socrata.url())
                .years(2026, 2026)
                .release(
                        YEAR_2026,
                        CftcFiles.week(TFF_FO, EURO, "2026-05-26", 1_000),
                        CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000));
    }

    @AfterEach
    void close() {
        flow.close();
        socrata.close();
    }

    @Test
    void sendsNoRequestWhileTheCftcResponds() {
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(socrata.queries()).isEmpty();
        }
    }

    @Test
    void suppliesTheMissingWeeksAndTheRunReportsThemWithTheRejection() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            socrata.add(TFF_FO, row(EURO, "2026-06-02", 2_000), row(EURO, "2026-06-09", 3_000));
            reject();

            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.text())
                    .contains("tff/fo current week: found status 403, expected the file.")
                    .contains("tff/fo 2026 fall-back: 2 weeks read, 1 new, 0 changed, 0 malformed")
                    .contains("published data version 2");
            assertThat(openInterest(application))
                    .containsOnly(
                            Map.entry(LocalDate.parse("2026-05-26"), 1_000),
                            Map.entry(LocalDate.parse("2026-06-02"), 2_000),
                            Map.entry(LocalDate.parse("2026-06-09"), 3_000));
            assertThat(socrata.queries())
                    .singleElement()
                    .asString()
                    .startsWith("/resource/gpe5-46if.json?$select=market_and_exchange_names,")
                    .contains("&$where=report_date_as_yyyy_mm_dd >= '2026-06-02T00:00:00.000' AND "
                            + "report_date_as_yyyy_mm_dd < '2027-01-01T00:00:00.000'"
                            + "&$order=report_date_as_yyyy_mm_dd,cftc_contract_market_code&$limit=10000&$offset=0");
            assertThat(new DownloadStore(application.database(), Flow.JUNE_2026).find(FALLBACK.path(), 2026, 2026))
                    .hasValueSatisfying(download -> {
                        assertThat(download.edition().kind()).isEqualTo(DownloadKind.FALLBACK);
                        assertThat(download.edition().url())
                                .startsWith(socrata.url() + "/resource/gpe5-46if.json?$select=");
                    });

            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
            RunSummary again = application.refreshReports();
            assertThat(again.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(again.text()).endsWith("0 changed, 0 lines malformed, 0 duplicates; data version stays 2");
        }
    }

    @Test
    void aFileOfTheCftcReplacesItsWeeksAndDifferencesAreReported() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            socrata.add(TFF_FO, row(EURO, "2026-06-02", 2_000), row(EURO, "2026-06-09", 3_333));
            reject();
            application.refreshReports();
            assertThat(openInterest(application)).containsEntry(LocalDate.parse("2026-06-09"), 3_333);

            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
            RunSummary summary = application.refreshReports();

            assertThat(Flow.outcome(summary, CURRENT_WEEK).message())
                    .endsWith(
                            "1 changed, 0 malformed, 1 differs between the CFTC's files and the fall-back: tff/fo 099741 "
                                    + "2026-06-09: open_interest is 3000 in the CFTC's file and 3333 in the fall-back");
            assertThat(openInterest(application)).containsEntry(LocalDate.parse("2026-06-09"), 3_000);
        }
    }

    @Test
    void reportsDifferencesWithoutReplacingWeeksOfTheCftc() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            Map<String, String> other = row(EURO, "2026-06-02", 2_000);
            other.remove("traders_dealer_long_all");
            socrata.add(TFF_FO, other, row(EURO, "2026-06-09", 3_000));
            reject();

            RunSummary summary = application.refreshReports();

            assertThat(outcome(summary).message())
                    .isEqualTo(
                            "2 weeks read, 1 new, 0 changed, 0 malformed, 1 skipped because a newer file has them, 1 differs "
                                    + "between the CFTC's files and the fall-back: tff/fo 099741 2026-06-02: g1_traders_long is 59 "
                                    + "in the CFTC's file and not disclosed in the fall-back");
            assertThat(summary.text()).contains("g1_traders_long is 59");
        }
    }

    @Test
    void suppliesTheFullHistoryInPagesToAnEmptyStore() {
        flow.years(2025, 2026);
        for (int market = 0; market < 6_000; market++) {
            socrata.add(
                    TFF_FO,
                    row("%06d".formatted(market), "2025-12-30", market),
                    row("%06d".formatted(market), "2026-01-06", market));
        }
        reject();
        flow.upstream.fail(Archive.yearly(TFF_FO, 2025).path(), Fault.page("<html><title>Maintenance</title></html>"));
        socrata.fail(Fault.status(503), Fault.truncated());
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            ArchiveOutcome outcome = Flow.outcome(summary, Archive.fallback(TFF_FO, 2025, 2026));
            assertThat(outcome.message()).isEqualTo("12,000 weeks read, 12,000 new, 0 changed, 0 malformed");
            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(socrata.queries()).hasSize(4).allSatisfy(query -> assertThat(query)
                    .contains(">= '2025-01-01T00:00:00.000'"));
            assertThat(socrata.queries().get(3)).endsWith("&$offset=10000");
        }
    }

    @Test
    void sendsConditionalRequestsOnlyForWeeksThatMayBeMissing() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            socrata.add(TFF_FO, row(EURO, "2026-06-02", 2_000));
            reject();
            application.refreshReports();
            reject();

            RunSummary summary = application.refreshReports();

            assertThat(outcome(summary).kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(socrata.statuses()).containsExactly(200, 304);
        }
    }

    @Test
    void rejectsAnEmptyOrShortResponse() {
        flow.release(
                CURRENT_WEEK,
                CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000),
                CftcFiles.week(TFF_FO, YEN, "2026-06-02", 2_000));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            reject();
            assertThat(outcome(application.refreshReports()).message())
                    .startsWith("tff_fo_2026.jsonl: found no weeks, expected weeks of tff/fo.");

            socrata.add(TFF_FO, row(EURO, "2026-06-09", 3_000));
            reject();
            assertThat(outcome(application.refreshReports()).message())
                    .isEqualTo(
                            "tff_fo_2026.jsonl: found 0 weeks of 2026-06-02, expected about 2. The response is short. "
                                    + "Nothing of it was stored; the next run requests it again.");

            socrata.add(TFF_FO, row(EURO, "2026-06-02", 2_000), row(YEN, "2026-06-02", 2_000));
            reject();
            ArchiveOutcome last = outcome(application.refreshReports());
            assertThat(last.kind()).isEqualTo(Kind.FAILED);
            assertThat(last.message()).contains("found 1 week of 2026-06-09, expected about 2.");
            assertThat(openInterest(application)).hasSize(2);
        }
    }

    @Test
    void reportsAFailedFallbackBesideTheRejection() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            reject();
            socrata.fail(Fault.text(400, "{\"message\":\"No such column: traders_tot_all\"}"));
            RunSummary summary = application.refreshReports();
            assertThat(outcome(summary).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(summary.text())
                    .contains(
                            "tff/fo 2026 fall-back: found status 400 ('{\"message\":\"No such column: traders_tot_all\"}'), "
                                    + "expected rows from " + socrata.url() + "/resource/gpe5-46if.json.");

            reject();
            socrata.fail(Fault.page("<html>Maintenance</html>"));
            assertThat(outcome(application.refreshReports()).message())
                    .startsWith("tff_fo_2026.jsonl: found invalid JSON (Unexpected character ('<'");

            reject();
            socrata.fail(Fault.text(200, "{\"message\":\"Timed out\"}"));
            assertThat(outcome(application.refreshReports()).message())
                    .startsWith(
                            "tff_fo_2026.jsonl: found '{\"message\":\"Timed out\"}', expected a JSON array of rows.");
        }
    }

    @Test
    void suppliesTheYearsWithoutStoredWeeks() {
        flow.years(2023, 2026);
        for (int year = 2023; year <= 2025; year++) {
            flow.upstream.fail(Archive.yearly(TFF_FO, year).path(), Fault.page("<html>no</html>"));
            socrata.add(TFF_FO, row(EURO, year + "-03-07", year));
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(Flow.outcome(summary, Archive.fallback(TFF_FO, 2023, 2025))
                            .message())
                    .isEqualTo("3 weeks read, 3 new, 0 changed, 0 malformed");
            assertThat(socrata.queries()).hasSize(1);
            assertThat(openInterest(application)).hasSize(5);
        }
    }

    @Test
    void suppliesEveryReportIfTheCftcIsUnreachable() {
        flow.variants(ReportVariant.values()).set("cotinga.cftc.retries", "0");
        for (ReportVariant variant : ReportVariant.values()) {
            flow.upstream.fail(Archive.weekly(variant).path(), Fault.dropped(), Fault.dropped());
            socrata.add(variant, StandInSocrata.row(variant, EURO, "2026-06-02", 7));
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.text()).contains("the CFTC is unreachable: 6 archives in a row failed");
            assertThat(summary.variantsWithoutData()).isEmpty();
            for (ReportVariant variant : ReportVariant.values()) {
                assertThat(Flow.openInterest(application, variant, EURO))
                        .as(variant.path())
                        .containsValue(7);
            }
        }
    }

    @Test
    void sendsNoRequestAfterALocalFailure() {
        socrata.add(TFF_FO, row(EURO, "2026-06-09", 3_000));
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "ALTER TABLE revision RENAME TO mislaid");
            RunSummary summary = application.refreshReports();

            assertThat(summary.outcomes()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.kind())
                    .isEqualTo(Kind.LOCAL_FAILURE));
            assertThat(socrata.queries()).isEmpty();
        }
        flow.set("cotinga.data.directory", flow.directory().resolve("full").toString())
                .set("cotinga.data.reserve", "999999GB");
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().outcomes()).singleElement().satisfies(outcome -> {
                assertThat(outcome.kind()).isEqualTo(Kind.LOCAL_FAILURE);
                assertThat(outcome.message()).contains("has too little free space");
            });
        }
    }

    @Test
    void isDisabledIfOnlyTheAddressOfTheCftcIsChanged() {
        flow.set("cotinga.cftc.fallback-url", "https://publicreporting.cftc.gov");
        reject();
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().outcomes())
                    .extracting(ArchiveOutcome::archive)
                    .doesNotContain(FALLBACK);
        }
        flow.set("cotinga.cftc.fallback-url", "");
        reject();
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().outcomes())
                    .extracting(ArchiveOutcome::archive)
                    .doesNotContain(FALLBACK);
        }
    }

    /** Lets the CFTC reject every request of the next run. */
    private void reject() {
        flow.upstream.fail(CURRENT_WEEK.path(), Fault.status(403));
        flow.upstream.fail(YEAR_2026.path(), Fault.status(403));
        flow.upstream.fail(Archive.weekly(LEGACY_FO).path(), Fault.status(403));
    }

    private static Map<String, String> row(String code, String reportDate, int openInterest) {
        return new LinkedHashMap<>(StandInSocrata.row(TFF_FO, code, reportDate, openInterest));
    }

    private static ArchiveOutcome outcome(RunSummary summary) {
        return Flow.outcome(summary, FALLBACK);
    }

    private static Map<LocalDate, Integer> openInterest(RunningApplication application) {
        return Flow.openInterest(application, TFF_FO, EURO);
    }
}
