package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.CommandLine;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.flow.StandInUpstream.Request;
import cotinga.report.ReportVariant;
import cotinga.run.ReportRuns;
import cotinga.run.RunScope;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StoredRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release on Friday 12 June 2026 in New York: the release checks, the runs, and the published data. */
class ReleaseTest {
    private static final String CODE = "099741";
    private static final Archive LEGACY = Archive.weekly(LEGACY_FO);
    private static final Archive TFF = Archive.weekly(TFF_FO);
    private static final String UNREADABLE = "LINE THAT NOBODY UNDERSTANDS\r\n";

    private final MovableClock clock = MovableClock.inNewYork("2026-06-12T12:00");

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeEach
    void publishTheWeekBefore(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO)
                .years(2026, 2026)
                .set("cotinga.cftc.watch", "false") // the test is the clock
                .set("cotinga.cftc.retries", "0");
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO)) {
            flow.release(Archive.yearly(variant, 2026), CftcFiles.week(variant, CODE, "2026-05-26", 100));
            flow.release(Archive.weekly(variant), CftcFiles.week(variant, CODE, "2026-06-02", 200));
        }
        service = flow.serve(clock);
        service.refreshReports();
        flow.upstream.forgetRequests();
    }

    @Test
    void findsANewWeekByTheProbeThenChecksTheOtherVariants() {
        checkAt("2026-06-12T15:24");
        assertThat(requested()).isEmpty();
        checkAt("2026-06-12T15:25");
        assertThat(requested()).containsExactly(LEGACY.path() + " 304", TFF.path() + " 304");
        checkAt("2026-06-12T15:30");
        assertThat(requested()).containsExactly(LEGACY.path() + " 304");
        assertThat(runs()).hasSize(1);

        flow.release(LEGACY, CftcFiles.week(LEGACY_FO, CODE, "2026-06-09", 300));
        checkAt("2026-06-12T15:31");
        assertThat(requested())
                .as("the probe has changed, so the other file is checked, and a run requests the changed one")
                .containsExactly(LEGACY.path() + " 200", TFF.path() + " 304", LEGACY.path() + " 200");
        assertThat(newestServed(LEGACY_FO)).isEqualTo("2026-06-09");
        assertThat(newestServed(TFF_FO)).isEqualTo("2026-06-02");
        Run found = runs().get(0);
        assertThat(found.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(found.error()).isNull();
        assertThat(new RunStore(service.database(), clock).steps(found.id()))
                .extracting(RunStep::name)
                .contains(LEGACY.label())
                .doesNotContain(TFF.label(), Archive.yearly(LEGACY_FO, 2026).label());

        checkAt("2026-06-12T15:32");
        assertThat(requested()).containsExactly(TFF.path() + " 304");
        flow.release(TFF, CftcFiles.week(TFF_FO, CODE, "2026-06-09", 400));
        checkAt("2026-06-12T15:33");
        assertThat(requested()).containsExactly(TFF.path() + " 200", TFF.path() + " 200");
        assertThat(newestServed(TFF_FO)).isEqualTo("2026-06-09");

        checkAt("2026-06-12T15:34");
        assertThat(requested()).isEmpty();
        assertThat(runs()).hasSize(3);
        assertThat(status().at("/data_version").intValue()).isEqualTo(3);
    }

    @Test
    void publishesFilesThatChangeTogetherTogether() {
        checkAt("2026-06-12T15:25");
        flow.release(LEGACY, CftcFiles.week(LEGACY_FO, CODE, "2026-06-09", 300));
        flow.release(TFF, CftcFiles.week(TFF_FO, CODE, "2026-06-09", 400));

        checkAt("2026-06-12T15:30");

        assertThat(runs()).hasSize(2);
        assertThat(status().at("/data_version").intValue()).isEqualTo(2);
        assertThat(newestServed(LEGACY_FO)).isEqualTo("2026-06-09");
        assertThat(newestServed(TFF_FO)).isEqualTo("2026-06-09");
    }

    @Test
    void aFailedCheckFindsNothingNewAndAnotherFileBecomesTheProbe() {
        checkAt("2026-06-12T15:25");
        requested();
        flow.upstream.fail(LEGACY.path(), Fault.status(503), Fault.status(403), Fault.page("<html>sorry</html>"));

        checkAt("2026-06-12T15:30");
        assertThat(requested()).containsExactly(LEGACY.path() + " 503");
        assertThat(status().at("/scheduler/last_release_check/outcome").textValue())
                .isEqualTo("failed");
        assertThat(status().at("/scheduler/last_release_check/file").textValue())
                .isEqualTo("deafut.txt");
        assertThat(status().at("/scheduler/last_release_check/at").textValue()).isEqualTo("2026-06-12T19:30:00Z");

        checkAt("2026-06-12T15:31");
        assertThat(requested()).containsExactly(TFF.path() + " 304");
        assertThat(status().at("/scheduler/last_release_check/outcome").textValue())
                .isEqualTo("unchanged");
        flow.release(TFF, CftcFiles.week(TFF_FO, CODE, "2026-06-09", 400));
        checkAt("2026-06-12T15:32");
        assertThat(requested()).contains(LEGACY.path() + " 403");
        checkAt("2026-06-12T15:33");
        assertThat(requested()).as("a page instead of the file").containsExactly(LEGACY.path() + " 200");
        assertThat(status().at("/scheduler/last_release_check/message").textValue())
                .contains("web page");
        assertThat(runs()).as("the first one, and the one for tff").hasSize(2);
    }

    @Test
    void aMissingFileIsNothingNew() {
        flow.upstream.withdraw(LEGACY.path());

        checkAt("2026-06-12T15:25");

        assertThat(requested()).contains(LEGACY.path() + " 404");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void theSameContentUnderNewHeadersIsNothingNew() {
        checkAt("2026-06-12T15:25");
        requested();
        flow.upstream.fail(LEGACY.path(), new Fault(200, (exchange, file) -> {
            exchange.getResponseHeaders().set("ETag", "\"another\"");
            StandInUpstream.send(exchange, 200, file);
        }));

        checkAt("2026-06-12T15:30");

        assertThat(requested()).containsExactly(LEGACY.path() + " 200");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void contentThatCannotBeStoredDoesNotStartARunEveryMinute() {
        checkAt("2026-06-12T15:25");
        flow.upstream.release(LEGACY.path(), UNREADABLE.repeat(50).getBytes(StandardCharsets.US_ASCII));

        for (int minute = 30; minute < 45; minute++) {
            checkAt("2026-06-12T15:" + minute);
        }

        assertThat(runs()).hasSize(1 + 3);
        assertThat(runs().get(0).error()).contains("malformed");
        assertThat(newestServed(LEGACY_FO)).isEqualTo("2026-06-02");
    }

    @Test
    void returnsTheNextReleaseAndWhatIsLate() {
        JsonNode scheduler = status().get("scheduler");
        assertThat(scheduler.at("/next_release/report_date").textValue()).isEqualTo("2026-06-09");
        assertThat(scheduler.at("/next_release/expected_at").textValue()).isEqualTo("2026-06-12T19:30:00Z");
        assertThat(scheduler.get("late").booleanValue()).isFalse();
        assertThat(scheduler.get("last_release_check").isNull()).isTrue();

        clock.goToNewYork("2026-06-12T16:01");
        scheduler = status().get("scheduler");
        assertThat(scheduler.at("/next_release/report_date").textValue()).isEqualTo("2026-06-16");
        assertThat(scheduler.at("/next_release/expected_at").textValue()).isEqualTo("2026-06-22T19:30:00Z");
        assertThat(scheduler.get("late").booleanValue()).isTrue();
        assertThat(scheduler.at("/variants/tff_fo/late").booleanValue()).isTrue();
        assertThat(scheduler.at("/variants/tff_fo/newest_report_date").textValue())
                .isEqualTo("2026-06-02");
    }

    @Test
    void checksNothingWhileARunIsActive() throws InterruptedException {
        StandInUpstream.Hold hold = flow.upstream.hold(LEGACY.path());
        Thread run = new Thread(service::refreshReports);
        run.start();
        assertThat(hold.awaitRequest()).isTrue();

        checkAt("2026-06-12T15:25");
        assertThat(flow.upstream.requests())
                .extracting(Request::path)
                .as("only the run requests it")
                .doesNotContain(LEGACY.path());
        hold.release();
        run.join();
    }

    @Test
    void aFullCheckRequestsEverythingUntilTheOldYearsAreStored() {
        Archive bundle = Archive.bundle(TFF_FO, 2015, 2016);
        service.close();
        flow.variants(TFF_FO).years(2015, 2026);
        service = flow.serve(clock);
        assertThat(reportRuns().scopeOfSchedule().kind()).isEqualTo(RunScope.Kind.EVERYTHING);

        flow.release(
                bundle,
                CftcFiles.week(TFF_FO, CODE, "2015-06-02", 100),
                CftcFiles.week(TFF_FO, CODE, "2016-06-07", 200));
        service.refreshReports();
        requested();
        clock.goToNewYork("2026-06-15T17:05");
        service.context()
                .createProducerTemplate()
                .requestBodyAndHeaders(
                        "direct:refresh-reports",
                        null,
                        Map.of("cause", "timer", "scope", reportRuns().scopeOfSchedule()));

        assertThat(requested())
                .as("the newest years, a fifth of the old ones, and the bundle on its day")
                .containsExactlyInAnyOrder(
                        TFF.path() + " 304",
                        Archive.yearly(TFF_FO, 2021).path() + " 404",
                        Archive.yearly(TFF_FO, 2022).path() + " 404",
                        Archive.yearly(TFF_FO, 2023).path() + " 404",
                        Archive.yearly(TFF_FO, 2024).path() + " 404",
                        Archive.yearly(TFF_FO, 2025).path() + " 404",
                        Archive.yearly(TFF_FO, 2026).path() + " 304",
                        bundle.path() + " 304");
    }

    @Test
    void readsLateWeeksFromAConfiguredFile(@TempDir Path other) throws IOException {
        serveWithLateWeek(other, "2026-06-09,2026-06-17,all,announcement,a note");

        assertThat(status().at("/scheduler/next_release/expected_at").textValue())
                .isEqualTo("2026-06-17T19:30:00Z");
    }

    @Test
    void aSingleVariantCanBeLate(@TempDir Path other) throws IOException {
        serveWithLateWeek(other, "2026-06-09,2026-06-15,tff/fo,announcement,a note");
        clock.goToNewYork("2026-06-12T16:01");

        JsonNode scheduler = status().get("scheduler");
        assertThat(scheduler.at("/next_release/report_date").textValue()).isEqualTo("2026-06-09");
        assertThat(scheduler.at("/next_release/expected_at").textValue()).isEqualTo("2026-06-15T19:30:00Z");
        assertThat(scheduler.at("/variants/tff_fo/next_release")).isEqualTo(scheduler.get("next_release"));
        assertThat(scheduler.at("/variants/legacy_fo/next_release/report_date").textValue())
                .isEqualTo("2026-06-16");
        assertThat(scheduler.at("/variants/legacy_fo/late").booleanValue()).isTrue();
        assertThat(scheduler.at("/variants/tff_fo/late").booleanValue()).isFalse();
        clock.goToNewYork("2026-06-15T16:01");
        assertThat(status().at("/scheduler/variants/tff_fo/late").booleanValue())
                .isTrue();
    }

    @Test
    void doesNotStartWithAMissingFileOfLateWeeks(@TempDir Path other) throws Exception {
        CommandLine.Ended ended = CommandLine.run(other, Map.of("cotinga.cftc.late-weeks", "none.csv"), "--once");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("cotinga.cftc.late-weeks: ").contains("none.csv: found an unreadable file");
    }

    /** Restarts the service with a file of late weeks that has one row. */
    private void serveWithLateWeek(Path folder, String row) throws IOException {
        Path file = Files.writeString(
                folder.resolve("late.csv"), "report_date,published_date,variants,basis,note\n" + row + "\n");
        service.close();
        flow.set("cotinga.cftc.late-weeks", file.toString());
        service = flow.serve(clock);
    }

    /** Runs the schedule at a local time of New York. */
    private void checkAt(String local) {
        clock.goToNewYork(local);
        service.context().createProducerTemplate().requestBody("direct:check-releases", (Object) null);
    }

    /** The requests since the last call, each path with the status of its response. */
    private List<String> requested() {
        List<String> requested = flow.upstream.requests().stream()
                .map(request -> request.path() + " " + request.status())
                .toList();
        flow.upstream.forgetRequests();
        return requested;
    }

    private List<Run> runs() {
        return StoredRuns.newest(new RunStore(service.database(), clock), 100).stream()
                .filter(run -> run.kind() == RunKind.REPORTS)
                .toList();
    }

    private ReportRuns reportRuns() {
        return Objects.requireNonNull(
                service.context().getRegistry().lookupByNameAndType("reportRuns", ReportRuns.class));
    }

    private String newestServed(ReportVariant variant) {
        return status().at("/data/variants/" + variant.key() + "/last_date").textValue();
    }

    private JsonNode status() {
        return Flow.json(service.get("/status").body());
    }
}
