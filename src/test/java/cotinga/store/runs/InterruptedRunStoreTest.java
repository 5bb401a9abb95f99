package cotinga.store.runs;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.store.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedRunStoreTest {
    @AutoClose
    private TestDatabase database;

    private RunStore runs;
    private InterruptedRunStore interrupted;

    @BeforeEach
    void leaveARunBehind(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        runs = database.runs;
        interrupted = new InterruptedRunStore(database.source);
        long ended = runs.begin(RunKind.PRICES, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.finish(ended, RunStatus.SUCCESS, null);
        long left = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.planSteps(left, List.of("legacy/fo 2024", "legacy/fo 2025", "legacy/fo 2026"));
        runs.startStep(left, "legacy/fo 2024");
        runs.endStep(left, "legacy/fo 2024", StepStatus.DONE, RunCounts.NONE, null);
        runs.startStep(left, "legacy/fo 2025");
    }

    @Test
    void findsARunWithTheLastMomentOfItsActivity() {
        InterruptedRun run = interrupted.all().get(0);

        assertThat(interrupted.all()).hasSize(1);
        assertThat(run.id()).isEqualTo(2);
        assertThat(run.startedAt()).isEqualTo(TestDatabase.START.plusSeconds(2));
        assertThat(run.lastSeenAt()).isEqualTo(TestDatabase.START.plusSeconds(5));
        assertThat(run.resumed()).isZero();
        assertThat(run.countDone()).isEqualTo(1);
        assertThat(run.doneAfter(TestDatabase.START)).containsExactly("legacy/fo 2024");
        assertThat(run.doneAfter(run.lastSeenAt())).isEmpty();
    }

    @Test
    void datesTheLastActivityOfARunWithoutStepsToItsStart() {
        runs.begin(RunKind.PRICES, RunCause.ONCE, RunStore.EVERYTHING, false);

        assertThat(interrupted.all()).extracting(InterruptedRun::kind).containsExactly(RunKind.PRICES, RunKind.REPORTS);
        assertThat(interrupted.all().get(0).lastSeenAt()).isEqualTo(TestDatabase.START.plusSeconds(6));
    }

    @Test
    void plansTheOpenStepsOfAResumedRunAgain() {
        interrupted.resume(interrupted.all().get(0));

        assertThat(runs.steps(2))
                .extracting(RunStep::status)
                .containsExactly(StepStatus.DONE, StepStatus.PLANNED, StepStatus.PLANNED);
        Run run = runs.find(2).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.resumed()).isEqualTo(1);
    }

    @Test
    void endsARunThatIsNotResumedAtItsLastActivity() {
        interrupted.end(interrupted.all().get(0), "too long ago");

        Run run = runs.find(2).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.ERROR);
        assertThat(run.error()).isEqualTo("too long ago");
        assertThat(run.finishedAt()).isEqualTo(TestDatabase.START.plusSeconds(5));
        assertThat(runs.steps(2))
                .extracting(RunStep::status)
                .containsExactly(StepStatus.DONE, StepStatus.FAILED, StepStatus.SKIPPED);
        assertThat(interrupted.all()).isEmpty();
    }
}
