package cotinga.routes.reports;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.intake.ReleasePolling;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.RunInProgressException;
import cotinga.run.RunScope;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("refresh-reports")
class RefreshReportsTest extends RouteTestSupport {
    @Test
    void beginsARunOfTheRequestedScope() {
        Exchange exchange = refresh("timer", weeklyFiles());

        assertThat(exchange.getException()).isNull();
        assertThat(calledRoutes()).containsExactly("run-reports");
        assertThat(run(0).yearlyArchives()).isEmpty();
        assertThat(runs().find(run(0).id())).hasValueSatisfying(run -> {
            assertThat(run.kind()).isEqualTo(RunKind.REPORTS);
            assertThat(run.cause()).isEqualTo(RunCause.TIMER);
        });
    }

    @Test
    void requestsEverythingWithoutAScope() {
        refresh("once", null);

        assertThat(run(0).yearlyArchives())
                .containsExactly(
                        Archive.yearly(ReportVariant.TFF_FO, 2026), Archive.yearly(ReportVariant.TFF_FO, 2025));
    }

    @Test
    void leavesARunInProgressToTheCaller() {
        beginReports();

        Exchange exchange = refresh("timer", null);

        assertThat(exchange.getException()).isInstanceOf(RunInProgressException.class);
        assertThat(received("run-reports")).isEmpty();
    }

    @Test
    void resumesAnInterruptedRunInsteadOfANewOne() {
        long interrupted = interruptedRun();

        refresh("timer", null);

        assertThat(run(0).id()).isEqualTo(interrupted);
    }

    @Test
    void resumesAnInterruptedRunAfterTheRunThatItWaitedFor() {
        long interrupted = interruptedRun();
        replace("run-reports", exchange -> bean(ReportRuns.class)
                .finish(exchange.getVariable("run", ReportRun.class), false, List.of(), null));

        refresh("timer", weeklyFiles());

        assertThat(received("run-reports")).hasSize(2);
        assertThat(run(0).id()).isNotEqualTo(interrupted);
        assertThat(run(1).id()).isEqualTo(interrupted);
    }

    private Exchange refresh(String cause, @Nullable RunScope scope) {
        return call("refresh-reports", exchange -> {
            exchange.getMessage().setHeader("cause", cause);
            exchange.getMessage().setHeader("scope", scope);
        });
    }

    /** The scope of a run for the weekly files of no variant. */
    private RunScope weeklyFiles() {
        return bean(ReleasePolling.class).begin().scope();
    }

    /** A run that requests everything, and that another process began. */
    private long interruptedRun() {
        return runs().begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
    }

    private RunStore runs() {
        return new RunStore(bean(DataSource.class), clock);
    }

    private ReportRun run(int number) {
        return received("run-reports").get(number).getVariable("run", ReportRun.class);
    }
}
