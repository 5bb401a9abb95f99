package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cotinga.api.RequestedRuns.Patience;
import cotinga.api.RequestedRuns.Requested;
import cotinga.cluster.Leader;
import cotinga.routes.isolation.SwitchedLeadership;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunRequestState;
import cotinga.store.runs.RunRequestStore;
import cotinga.store.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client of an instance that does not lead learns of the run that it requests. */
class RequestedRunsTest {
    private static final RunRequest RUN = new RunRequest(RunKind.REPORTS, false);
    private static final Patience ENDLESS = new Patience(Duration.ofHours(1), Duration.ofHours(1));
    private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);

    private final SwitchedLeadership leadership = new SwitchedLeadership();

    @AutoClose
    private TestDatabase database;

    private RunRequestStore leader;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        leader = new RunRequestStore(database.source, database.clock);
    }

    private RequestedRuns runs(Patience patience) {
        return new RequestedRuns(
                new RunRequestStore(database.source, database.clock), "cotinga-reader", leadership, patience);
    }

    @Test
    void theRunIsThatOfTheLeader() {
        RequestedRuns runs = runs(ENDLESS);
        Requested requested = runs.request(RUN);
        assertThat(runs.check(requested).isOpen()).isTrue();

        leader.take();
        assertThat(runs.check(requested).isOpen()).isTrue();
        leader.answer(requested.id(), RunRequestState.begun(17));

        Requested answered = runs.check(requested);
        assertThat(answered.isOpen()).isFalse();
        assertThat(runs.runId(answered)).isEqualTo(17);
    }

    @Test
    void theProblemIsThatOfTheLeader() {
        assertThat(answered(RunRequestState.refused("A run of reports is active; retry after its end")))
                .hasMessage("A run of reports is active; retry after its end")
                .extracting(RequestException::status)
                .isEqualTo(409);
        assertThat(answered(RunRequestState.FAILED))
                .hasMessage("The instance that leads found an internal error and has not started the run; see its log.")
                .extracting(RequestException::status)
                .isEqualTo(500);
    }

    private RequestException answered(RunRequestState answer) {
        RequestedRuns runs = runs(NONE);
        Requested requested = runs.request(RUN);
        leader.take();
        leader.answer(requested.id(), answer);
        return problem(runs, requested);
    }

    @Test
    void aRequestThatNobodyTakesInTimeIsWithdrawn() {
        RequestedRuns runs = runs(NONE);

        assertNothingStarted(problem(runs, runs.request(RUN)), "No instance leads at the moment");
        leadership.other = Optional.of(new Leader("cotinga-first", Instant.EPOCH, 3));
        assertNothingStarted(
                problem(runs, runs.request(RUN)),
                "The instance cotinga-first leads but has not taken the request within 0 s");
    }

    @Test
    void aRequestIsWithdrawnWhenTheServiceStops() {
        RequestedRuns runs = runs(ENDLESS);
        Requested requested = runs.request(RUN);

        runs.stop();

        assertNothingStarted(problem(runs, requested), "This instance is stopping");
    }

    @Test
    void nothingIsStartedIfTheLeaderHasDeletedTheRequest() {
        RequestedRuns runs = runs(ENDLESS);
        Requested requested = runs.request(RUN);

        leader.withdraw(requested.id());

        assertNothingStarted(problem(runs, requested), "No instance leads at the moment");
    }

    @Test
    void aRunMayHaveBegunIfTheLeaderDoesNotAnswer() {
        RequestedRuns runs = runs(new Patience(Duration.ofHours(1), Duration.ZERO));
        Requested requested = runs.request(RUN);
        assertThat(runs.check(requested).isOpen()).isTrue();

        leader.take();

        assertThat(problem(runs, requested))
                .hasMessage(
                        "The instance that leads has taken the request but has not answered within 0 s, so the run may"
                                + " have begun (/api/v1/admin/runs); retry in 5 s.")
                .extracting(RequestException::status)
                .isEqualTo(503);
    }

    private static RequestException problem(RequestedRuns runs, Requested requested) {
        Requested checked = runs.check(requested);
        assertThat(checked.isOpen()).isFalse();
        return catchThrowableOfType(RequestException.class, () -> runs.runId(checked));
    }

    private void assertNothingStarted(RequestException problem, String why) {
        assertThat(problem).hasMessage(why + "; nothing was started; retry in 5 s.");
        assertThat(problem.status()).isEqualTo(503);
        assertThat(leader.take()).isEmpty();
        assertThat(database.rows("SELECT id FROM run_request")).isEmpty();
    }
}
