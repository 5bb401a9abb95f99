package cotinga.flow;

import static cotinga.report.ReportVariant.CIT_CO;
import static cotinga.report.ReportVariant.DISAGG_CO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supplemental report, cit/co, from the CFTC's files to the responses. */
class SupplementalReportTest {
    private static final String WHEAT = "001602";
    private static final String CORN = "002602";
    private static final List<String> MARKETS = List.of(WHEAT, CORN, "005602", "026603", "057642");

    @AutoClose
    private Flow flow;

    @BeforeEach
    void open(@TempDir Path directory) {
        flow = new Flow(directory).variants(DISAGG_CO, CIT_CO).years(2026, 2026);
    }

    @Test
    void comesFromTheYearlyZipTheBundleAndTheWeeklyFile() {
        flow.variants(CIT_CO).years(2016, 2017);
        flow.release(
                Archive.bundle(CIT_CO, 2006, 2016), week(WHEAT, "2016-05-03", 500), week(WHEAT, "2006-01-03", 400));
        flow.release(Archive.yearly(CIT_CO, 2017), week(WHEAT, "2017-05-02", 600));
        flow.release(Archive.weekly(CIT_CO), week(WHEAT, "2026-06-09", 700));
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).as(summary.text()).isEqualTo(RunStatus.SUCCESS);
            assertThat(Flow.openInterest(application, CIT_CO, WHEAT).values()).containsExactlyInAnyOrder(500, 600, 700);
        }
        assertThat(flow.upstream.requests())
                .extracting(StandInUpstream.Request::path)
                .containsExactlyInAnyOrder(
                        "/dea/newcot/deacit.txt",
                        "/files/dea/history/dea_cit_txt_2017.zip",
                        "/files/dea/history/dea_cit_txt_2016.zip",
                        "/files/dea/history/dea_cit_txt_2006_2016.zip");
    }

    @Test
    void isServedWithItsFourGroups() throws IOException {
        releaseBoth();
        try (RunningApplication service = flow.servePublished()) {
            JsonNode groups = json(service, "/groups/cit");
            assertThat(groups)
                    .extracting(group -> group.get("key").textValue() + " "
                            + group.get("short").textValue() + " "
                            + group.get("role").textValue() + " "
                            + group.get("has_spread").booleanValue())
                    .containsExactly(
                            "g1 NC speculative true",
                            "g2 Comm commercial false",
                            "g3 NR small false",
                            "g4 CIT index false");

            JsonNode detail = json(service, "/markets/cit/co/" + WHEAT);
            JsonNode newest = detail.at("/weeks/0");
            assertThat(detail.at("/market/report_type_display").textValue()).isEqualTo("Supplemental");
            assertThat(detail.get("weeks")).hasSize(2);
            assertThat(newest.get("g1_long").intValue()).isEqualTo(8);
            assertThat(newest.get("g2_short").intValue()).isEqualTo(8);
            assertThat(newest.get("g3_long").intValue()).isEqualTo(15);
            assertThat(newest.get("g4_net").intValue()).isEqualTo(-1);
            assertThat(newest.has("g5_long")).isFalse();

            JsonNode row = json(service, "/screener/cit/co?sort_by=g4_net").at("/items/0");
            assertThat(row.get("g4_change_short").intValue()).isEqualTo(30);
            assertThat(row.get("signal_g4").isNull()).isTrue();

            JsonNode dashboard = json(service, "/dashboard/" + WHEAT + "?report_type=cit&subtype=co");
            assertThat(dashboard.at("/market/spec_group").textValue()).isEqualTo("g1");
            assertThat(dashboard.at("/market/comm_group").textValue()).isEqualTo("g2");
            assertThat(dashboard.at("/market/primary_report").textValue()).isEqualTo("disagg");
            assertThat(dashboard.at("/market/available_reports"))
                    .extracting(JsonNode::textValue)
                    .containsExactly("disagg", "cit");
            assertThat(json(service, "/markets?search=" + WHEAT))
                    .extracting(market -> market.get("primary").booleanValue())
                    .containsExactly(true, false);
            assertThat(dashboard.get("concentration").isNull()).isTrue();
            assertThat(dashboard.at("/weeks/1/g1_spread").intValue()).isEqualTo(10);

            assertThat(service.get("/markets/cit/co/" + WHEAT + "?format=csv&fields=g1_net,g4_long,crowded_g4")
                            .body()
                            .lines())
                    .startsWith("date,g1_net,g4_long,crowded_g4_value,crowded_g4_signal", "2026-06-02,-1,17,50.0,");
            assertThat(Workbook.read(service.getBytes("/markets/cit/co/" + WHEAT + "?format=xlsx")
                                    .body())
                            .column("g4_short"))
                    .hasSize(2);
        }
        assertThat(flow.exportedFiles())
                .containsKeys(
                        "groups_cit.json", "markets_cit_co.json", "screener_cit_co.json", "market_001602_cit_co.json");
        assertThat(flow.exportedJson("manifest.json")
                        .at("/newest_report_dates/cit_co")
                        .textValue())
                .isEqualTo("2026-06-02");
    }

    @Test
    void isListedBesideTheOtherReportsAndNeverThePrimaryOne() {
        releaseBoth();
        try (RunningApplication service = flow.servePublished()) {
            assertThat(json(service, "/markets?search=" + WHEAT))
                    .extracting(market -> market.get("report_type").textValue())
                    .containsExactly("disagg", "cit");
            assertThat(json(service, "/screener-v2?subtype=co").get("items"))
                    .hasSize(MARKETS.size())
                    .allSatisfy(row ->
                            assertThat(row.get("primary_report").textValue()).isEqualTo("disagg"));
            assertThat(json(service, "/status")
                            .at("/data/variants/cit_co/total_markets")
                            .intValue())
                    .isEqualTo(MARKETS.size());
            assertThat(service.get("/dashboard/" + WHEAT + "?report_type=cit").statusCode())
                    .as("cit/fo")
                    .isEqualTo(404);
        }
    }

    @Test
    void addingItLeavesTheFilesOfTheOtherReportsAsTheyAre() throws IOException {
        releaseBoth();
        flow.variants(DISAGG_CO);
        flow.publish();
        Map<String, byte[]> before = files();
        flow.variants(DISAGG_CO, CIT_CO);
        flow.publish();

        Map<String, byte[]> after = files();
        before.forEach((name, content) -> assertThat(after.get(name)).as(name).isEqualTo(content));
        assertThat(after).hasSize(2 * before.size());
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : flow.exportedFiles().keySet()) {
            if (!name.equals("manifest.json")) {
                files.put(name, Files.readAllBytes(flow.exported(name)));
            }
        }
        return files;
    }

    @Test
    void aMarketWithoutAnotherReportHasNoPrimaryOne() {
        flow.variants(CIT_CO);
        release(CIT_CO);
        try (RunningApplication service = flow.servePublished()) {
            assertThat(json(service, "/screener-v2?subtype=co").get("total").intValue())
                    .isZero();
            assertThat(json(service, "/dashboard/" + WHEAT + "?subtype=co")
                            .get("detail")
                            .textValue())
                    .isEqualTo(
                            "The market '001602' has no primary report of subtype co, only the supplemental report: add"
                                    + " report_type=cit");
            assertThat(json(service, "/dashboard/" + WHEAT + "?subtype=co&report_type=cit")
                            .at("/market/primary_report")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void toleratesADeviationOfTwoFromTheOpenInterest() {
        releaseBoth();
        try (RunningApplication service = flow.servePublished()) {
            assertThat(sumCheck(service).at("/result").textValue()).isEqualTo("ok");
            flow.release(
                    Archive.weekly(CIT_CO),
                    MARKETS.stream()
                            .map(code -> week(code, "2026-06-09", code.equals(WHEAT) ? 64 : 63))
                            .toArray());
            service.refreshReports();

            assertThat(sumCheck(service).at("/result").textValue()).isEqualTo("warning");
            assertThat(sumCheck(service).at("/deviating").intValue()).isEqualTo(1);
        }
    }

    @Test
    void isWithheldWhenItShrinks() {
        releaseBoth();
        try (RunningApplication service = flow.servePublished()) {
            flow.release(Archive.weekly(CIT_CO), week(WHEAT, "2026-06-09", 61));
            RunSummary summary = service.refreshReports();

            assertThat(summary.flaws()).anySatisfy(flaw -> assertThat(flaw)
                    .startsWith("cit/co is withheld: found 1 market in its release of 2026-06-09, expected about 5"));
            assertThat(json(service, "/markets/cit/co/" + WHEAT)
                            .at("/weeks/0/date")
                            .textValue())
                    .isEqualTo("2026-06-02");
            assertThat(json(service, "/status").at("/withheld").has("cit_co")).isTrue();
        }
    }

    @Test
    void keepsWhatTheCftcCorrects() {
        MovableClock clock = MovableClock.at("2026-06-06T12:00:00Z");
        releaseBoth();
        try (RunningApplication service = flow.serve(clock)) {
            service.refreshReports();
            clock.goTo("2026-06-10T12:00:00Z");
            List<Object> corrected = new ArrayList<>(weeks(CIT_CO, "2026-06-02"));
            corrected.set(0, week(WHEAT, "2026-06-02", 62).with("CIT_Positions_Long_All", "18"));
            flow.release(Archive.weekly(CIT_CO), corrected.toArray());
            corrected.addAll(weeks(CIT_CO, "2026-05-26"));
            flow.release(Archive.yearly(CIT_CO, 2026), corrected.toArray());
            service.refreshReports();

            JsonNode revision = json(service, "/revisions?report_type=cit").at("/items/0");
            assertThat(revision.get("changes"))
                    .extracting(change -> change.get("field").textValue())
                    .contains("g4_long");
            assertThat(json(service, "/markets/cit/co/" + WHEAT)
                            .at("/weeks/0/g4_long")
                            .intValue())
                    .isEqualTo(18);
            assertThat(json(service, "/markets/cit/co/" + WHEAT + "?known_at=2026-06-07")
                            .at("/weeks/0/g4_long")
                            .intValue())
                    .isEqualTo(17);
            assertThat(json(service, "/screener/cit/co?known_at=2026-06-07")
                            .get("total")
                            .intValue())
                    .isEqualTo(MARKETS.size());
        }
    }

    @Test
    void comesFromTheFallbackIfTheCftcRejectsRequests() {
        try (StandInSocrata socrata = new StandInSocrata()) {
            flow.variants(CIT_CO).set("cotinga.cftc.fallback-url", socrata.url());
            flow.upstream.fail(Archive.weekly(CIT_CO).path(), Fault.status(403));
            flow.upstream.fail(Archive.yearly(CIT_CO, 2026).path(), Fault.status(403));
            socrata.add(CIT_CO, StandInSocrata.row(CIT_CO, WHEAT, "2026-06-02", 61));
            try (RunningApplication service = flow.serve()) {
                RunSummary summary = service.refreshReports();

                assertThat(Flow.outcome(summary, Archive.fallback(CIT_CO, 2026, 2026))
                                .kind())
                        .isEqualTo(Kind.STORED);
                assertThat(socrata.queries()).allMatch(query -> query.startsWith("/resource/4zgm-a668.json?"));
                JsonNode week = json(service, "/markets/cit/co/" + WHEAT).at("/weeks/0");
                assertThat(week.get("g1_long").intValue()).isEqualTo(8);
                assertThat(week.get("g4_short").intValue()).isEqualTo(18);
            }
        }
    }

    @Test
    void theRealArchiveIsStoredCompletelyWithoutDeviations() throws IOException {
        Path file = Path.of("..", "shared", "data", "cftc", "editions", "2024-07-23", "dea_cit_txt_2024.zip");
        assumeTrue(Files.exists(file), () -> "the real file is not available: " + file);
        flow.variants(CIT_CO).years(2024, 2024);
        flow.upstream.release(Archive.yearly(CIT_CO, 2024).path(), Files.readAllBytes(file));
        try (RunningApplication service = flow.serve(MovableClock.at("2024-07-27T12:00:00Z"))) {
            RunSummary summary = service.refreshReports();

            assertThat(Flow.outcome(summary, Archive.yearly(CIT_CO, 2024)).message())
                    .startsWith("390 weeks read, 390 new, 0 changed, 0 malformed");
            JsonNode stored = json(service, "/status").at("/data/variants/cit_co");
            assertThat(stored.at("/total_markets").intValue()).isEqualTo(13);
            assertThat(stored.at("/total_weeks").intValue()).isEqualTo(30);
            for (JsonNode check : json(service, "/quality").at("/variants/cit_co/checks")) {
                assertThat(check.get("deviating").intValue())
                        .as(check.toString())
                        .isZero();
            }
            assertThat(json(service, "/screener/cit/co").get("items"))
                    .extracting(row -> row.get("category").textValue())
                    .containsOnly("grains", "softs", "livestock");
            JsonNode wheat = json(service, "/markets/cit/co/" + WHEAT).at("/weeks/0");
            assertThat(wheat.get("g4_net").intValue()).isEqualTo(149_663 - 70_739);
        }
    }

    private void releaseBoth() {
        release(DISAGG_CO);
        release(CIT_CO);
    }

    /** Releases the week of 2026-06-02 in the weekly file and, with the week of 2026-05-26, in the yearly zip. */
    private void release(ReportVariant variant) {
        flow.release(Archive.weekly(variant), weeks(variant, "2026-06-02").toArray());
        List<Object> year = new ArrayList<>(weeks(variant, "2026-06-02"));
        year.addAll(weeks(variant, "2026-05-26"));
        flow.release(Archive.yearly(variant, 2026), year.toArray());
    }

    private static List<ReportText.Line> weeks(ReportVariant variant, String date) {
        return MARKETS.stream()
                .map(code -> variant == CIT_CO ? week(code, date, 61) : CftcFiles.week(variant, code, date, 61))
                .toList();
    }

    /** A week whose longs and spreads are 61, as are its shorts and spreads. */
    private static ReportText.Line week(String code, String date, int openInterest) {
        return CftcFiles.week(CIT_CO, code, date, openInterest).with("Comm_Positions_Short_All_NoCIT", "8");
    }

    private static JsonNode sumCheck(RunningApplication service) {
        for (JsonNode check : json(service, "/quality").at("/variants/cit_co/checks")) {
            if (check.get("check").textValue().equals("open_interest_long")) {
                return check;
            }
        }
        throw new AssertionError("no check of sums");
    }

    private static JsonNode json(RunningApplication service, String path) {
        return Flow.json(service.get(path).body());
    }
}
