package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weeks that were late, a variant that was late alone, and reports that did not exist yet, as known at a time. */
class KnownReleasesTest {
    private static final String CODE = "099741";

    private static Flow flow;
    private static RunningApplication service;

    @BeforeAll
    static void publish(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, DISAGG_FO, TFF_FO, TFF_CO)
                .years(1990, 2014);
        release(LEGACY_FO, 1990, "1990-07-31", "1990-08-15", "1990-08-31");
        release(LEGACY_FO, 2004, "2004-05-25", "2004-06-01", "2004-06-08", "2004-06-15");
        release(LEGACY_FO, 2006, "2006-12-26");
        release(LEGACY_FO, 2007, "2007-01-03", "2007-01-09");
        release(LEGACY_FO, 2008, "2008-12-16", "2008-12-22", "2008-12-30");
        release(LEGACY_FO, 2009, "2009-11-03", "2009-11-09", "2009-11-17");
        release(LEGACY_FO, 2014, "2014-12-16", "2014-12-23");
        release(DISAGG_FO, 2009, "2009-11-24", "2009-12-01");
        release(TFF_FO, 2010, "2010-07-13", "2010-07-20");
        release(TFF_FO, 2014, "2014-04-15", "2014-04-22", "2014-04-29");
        release(TFF_CO, 2014, "2014-04-15", "2014-04-22", "2014-04-29");
        service = flow.servePublished();
    }

    @AfterAll
    static void stop() {
        service.close();
        flow.close();
    }

    @ParameterizedTest
    @CsvSource({
        "legacy/fo, 2004-06-11, 2004-06-01",
        "legacy/fo, 2004-06-13, 2004-06-01",
        "legacy/fo, 2004-06-14, 2004-06-08",
        "legacy/fo, 2014-12-29, 2014-12-16",
        "legacy/fo, 2014-12-30, 2014-12-23",
        "legacy/fo, 2007-01-05, 2006-12-26",
        "legacy/fo, 2007-01-08, 2007-01-03",
        "legacy/fo, 1990-09-11, 1990-07-31",
        "legacy/fo, 1990-09-12, 1990-08-31",
        "tff/fo, 2014-04-25, 2014-04-22",
        "tff/co, 2014-04-25, 2014-04-15",
        "tff/co, 2014-04-28, 2014-04-22",
        "disagg/fo, 2009-12-04, 2009-12-01",
        "tff/fo, 2010-07-23, 2010-07-20"
    })
    void theNewestWeekIsTheOneThatHadBeenReleased(String variant, String knownAt, String newest) {
        assertThat(weeks(variant, knownAt)).first().isEqualTo(newest);
        assertThat(screened(variant, knownAt)).containsOnly(newest);
    }

    @ParameterizedTest
    @CsvSource({"disagg/fo, 2009-11-24, 2010-05-06, 2010-05-07", "tff/fo, 2010-07-13, 2010-12-02, 2010-12-03"})
    void theHistoryOfAReportTypeIsNotKnownBeforeItsFirstRelease(
            String variant, String week, String before, String then) {
        assertThat(weeks(variant, before)).isNotEmpty().doesNotContain(week);
        assertThat(weeks(variant, then)).contains(week);
    }

    @Test
    void returnsNoWeeksBeforeTheReportTypeExisted() {
        assertThat(service.get("/markets/disagg/fo/" + CODE + "?known_at=2009-12-01")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void warnsOfNoRealReportDate() {
        List<JsonNode> reportDates = Flow.json(service.get("/quality").body()).findParents("rule").stream()
                .filter(check -> check.get("check").textValue().equals(QualityCheck.REPORT_DATES.key()))
                .toList();

        assertThat(reportDates).hasSize(4);
        assertThat(reportDates.stream().flatMap(check -> check.get("examples").findValuesAsText("subject").stream()))
                .doesNotContain("weekday");
    }

    private static void release(ReportVariant variant, int year, String... reportDates) {
        flow.release(
                Archive.yearly(variant, year),
                Stream.of(reportDates)
                        .map(date -> CftcFiles.week(variant, CODE, date, 100))
                        .toArray());
    }

    private static List<String> weeks(String variant, String knownAt) {
        return Flow.json(service.get("/markets/" + variant + "/" + CODE + "?known_at=" + knownAt)
                        .body())
                .get("weeks")
                .findValuesAsText("date");
    }

    private static List<String> screened(String variant, String knownAt) {
        return Flow.json(service.get("/screener/" + variant + "?known_at=" + knownAt)
                        .body())
                .get("items")
                .findValuesAsText("date");
    }
}
