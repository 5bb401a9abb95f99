package cotinga.routes.reports;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.intake.CheckRound;
import cotinga.intake.ReleasePolling;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.RunScope;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("check-releases")
@WithSettings("cotinga.cftc.variants=legacy/fo,tff/fo")
class CheckReleasesTest extends RouteTestSupport {
    @Test
    void checksNothingWhileNoFileIsDue() {
        clock.goToNewYork("2026-06-12T12:00");

        check();

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void checksEachFileBeforeTheRelease() {
        clock.goToNewYork("2026-06-12T15:25");

        check();

        assertThat(checked()).containsExactly(Archive.weekly(LEGACY_FO), Archive.weekly(TFF_FO));
        assertThat(calledRoutes()).doesNotContain("refresh-reports");
    }

    @Test
    void checksOneFileEveryMinuteWhileNothingHasChanged() {
        checkBeforeTheRelease();

        check();

        assertThat(checked()).containsExactly(Archive.weekly(LEGACY_FO));
        assertThat(received("refresh-reports")).isEmpty();
    }

    @Test
    void checksTheOtherFilesOnceOneHasChangedAndRefreshesThoseThatHaveChanged() {
        checkBeforeTheRelease();
        replace("check-archive", exchange -> {
            if (archive(exchange).equals(Archive.weekly(LEGACY_FO))) {
                receiveWeek(exchange.getVariable("round", CheckRound.class), LEGACY_FO);
            }
        });

        check();

        assertThat(checked()).containsExactly(Archive.weekly(LEGACY_FO), Archive.weekly(TFF_FO));
        assertThat(received("refresh-reports")).hasSize(1);
        Message refresh = received("refresh-reports").get(0).getMessage();
        assertThat(refresh.getHeader("cause")).isEqualTo("timer");
        assertThat(refresh.getHeader("scope", RunScope.class).kind()).isEqualTo(RunScope.Kind.WEEKLY_FILES);
        assertThat(refresh.getHeader("scope", RunScope.class).variants()).containsExactly(LEGACY_FO);
    }

    @Test
    void checksNothingWhileARunIsActive() {
        clock.goToNewYork("2026-06-12T15:25");
        beginReports();

        check();

        assertThat(checked()).isEmpty();
    }

    private void check() {
        assertThat(callWith("check-releases").getException()).isNull();
    }

    /** At 15:25 every file was checked; now it is 15:30. */
    private void checkBeforeTheRelease() {
        clock.goToNewYork("2026-06-12T15:25");
        replace("check-archive", exchange -> bean(ReleasePolling.class).unchanged(archive(exchange)));
        check();
        otherRoute("check-archive").reset();
        clock.goToNewYork("2026-06-12T15:30");
    }

    private void receiveWeek(CheckRound round, ReportVariant variant) throws Exception {
        bean(ReleasePolling.class)
                .received(
                        round,
                        Archive.weekly(variant),
                        Map.of(),
                        new ByteArrayInputStream(CftcFiles.text(CftcFiles.week(variant, "099741", "2026-06-09", 100))));
    }

    private List<Archive> checked() {
        return received("check-archive").stream()
                .map(CheckReleasesTest::archive)
                .toList();
    }

    private static Archive archive(Exchange exchange) {
        return exchange.getMessage().getBody(Archive.class);
    }
}
