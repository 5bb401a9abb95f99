package cotinga.store.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @AutoClose
    private TestDatabase database;

    private RunStore runs;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        runs = database.runs;
    }

    @Test
    void recordsARunFromStartToEnd() {
        long id = runs.begin(RunKind.REPORTS, RunCause.MANUAL, RunStore.EVERYTHING, false);
        assertThat(runs.find(id))
                .contains(new Run(
                        id,
                        RunKind.REPORTS,
                        RunCause.MANUAL,
                        TestDatabase.START,
                        null,
                        RunStatus.RUNNING,
                        null,
                        0,
                        RunStore.EVERYTHING,
                        false,
                        RunCounts.NONE,
                        0,
                        0));
        assertThat(runs.last(RunKind.REPORTS).orElseThrow().duration()).isEmpty();
        assertThat(runs.lastFinished(RunKind.REPORTS)).isEmpty();

        runs.finish(id, RunStatus.PARTIAL, "legacy/fo 2021: 503");

        Run finished = runs.lastFinished(RunKind.REPORTS).orElseThrow();
        assertThat(finished.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(finished.error()).isEqualTo("legacy/fo 2021: 503");
        assertThat(finished.duration()).contains(Duration.ofSeconds(1));
    }

    @Test
    void recordsTheScopeOfARun() {
        long forced = runs.begin(RunKind.REPORTS, RunCause.MANUAL, "weekly tff/fo", true);

        assertThat(runs.find(forced).orElseThrow().scope()).isEqualTo("weekly tff/fo");
        assertThat(runs.find(forced).orElseThrow().forced()).isTrue();
    }

    @Test
    void findsTheNewestFullRunAmongRunsOfSomeFiles() {
        long everything = runs.begin(RunKind.REPORTS, RunCause.START, RunStore.EVERYTHING, false);
        runs.finish(everything, RunStatus.PARTIAL, "legacy/fo 2021: 503");
        for (String part : List.of("weekly tff/fo", "inbox tff/fo 2025", "inbox")) {
            runs.finish(runs.begin(RunKind.REPORTS, RunCause.TIMER, part, false), RunStatus.SUCCESS, null);
        }
        assertThat(runs.lastFinishedFull(RunKind.REPORTS).orElseThrow().id()).isEqualTo(everything);

        long fullCheck = runs.begin(RunKind.REPORTS, RunCause.TIMER, "full check 2026-11-20", false);
        assertThat(runs.lastFinishedFull(RunKind.REPORTS).orElseThrow().id()).isEqualTo(everything);
        runs.finish(fullCheck, RunStatus.SUCCESS, null);
        assertThat(runs.lastFinishedFull(RunKind.REPORTS).orElseThrow().id()).isEqualTo(fullCheck);
        assertThat(runs.lastFinishedFull(RunKind.PRICES)).isEmpty();
    }

    @Test
    void sumsUpTheStepsOfARun() {
        long id = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.planSteps(id, List.of("legacy/fo 2025", "legacy/fo 2026", "publish"));
        runs.startStep(id, "legacy/fo 2025");
        runs.endStep(id, "legacy/fo 2025", StepStatus.DONE, new RunCounts(10, 5, 1, 1_000), null);
        runs.endStep(id, "legacy/fo 2026", StepStatus.SKIPPED, RunCounts.NONE, "not modified");
        runs.startStep(id, "legacy/fo current week");
        runs.endStep(id, "legacy/fo current week", StepStatus.FAILED, new RunCounts(1, 0, 0, 10), "503");

        assertThat(runs.steps(id))
                .containsExactly(
                        new RunStep(
                                "legacy/fo 2025",
                                StepStatus.DONE,
                                TestDatabase.START.plusSeconds(1),
                                TestDatabase.START.plusSeconds(2),
                                new RunCounts(10, 5, 1, 1_000),
                                null),
                        new RunStep(
                                "legacy/fo 2026",
                                StepStatus.SKIPPED,
                                null,
                                TestDatabase.START.plusSeconds(3),
                                RunCounts.NONE,
                                "not modified"),
                        new RunStep("publish", StepStatus.PLANNED, null, null, RunCounts.NONE, null),
                        new RunStep(
                                "legacy/fo current week",
                                StepStatus.FAILED,
                                TestDatabase.START.plusSeconds(4),
                                TestDatabase.START.plusSeconds(5),
                                new RunCounts(1, 0, 0, 10),
                                "503"));
        assertThat(runs.find(id).orElseThrow().counts()).isEqualTo(new RunCounts(11, 5, 1, 1_010));
    }

    @Test
    void startsAFailedStepAgain() {
        long id = runs.begin(RunKind.PRICES, RunCause.START, RunStore.EVERYTHING, false);
        runs.startStep(id, "GC=F");
        runs.endStep(id, "GC=F", StepStatus.FAILED, RunCounts.NONE, "429");
        runs.startStep(id, "GC=F");

        assertThat(runs.steps(id))
                .containsExactly(new RunStep(
                        "GC=F", StepStatus.STARTED, TestDatabase.START.plusSeconds(3), null, RunCounts.NONE, null));
    }

    @Test
    void returnsTheNewestRunOfAKindWithTheSumsOfItsSteps() {
        runs.begin(RunKind.REPORTS, RunCause.ONCE, RunStore.EVERYTHING, false);
        long prices = runs.begin(RunKind.PRICES, RunCause.ONCE, RunStore.EVERYTHING, false);
        runs.planSteps(prices, List.of("a", "b"));
        runs.endStep(prices, "a", StepStatus.DONE, new RunCounts(1, 2, 3, 4), null);
        runs.endStep(prices, "b", StepStatus.DONE, new RunCounts(1, 2, 3, 4), null);
        long newest = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);

        assertThat(runs.last(RunKind.REPORTS).orElseThrow().id()).isEqualTo(newest);
        assertThat(runs.last(RunKind.PRICES)).hasValueSatisfying(run -> {
            assertThat(run.id()).isEqualTo(prices);
            assertThat(run.cause()).isEqualTo(RunCause.ONCE);
            assertThat(run.counts()).isEqualTo(new RunCounts(2, 4, 6, 8));
        });
    }

    @Test
    void deletesOldRunsExceptTheNewestOfAKind() {
        long first = ended(RunKind.REPORTS);
        runs.startStep(first, "legacy/fo 2025");
        database.execute("INSERT INTO publication VALUES (1, 1, CURRENT_TIMESTAMP, 'f', " + first + ")");
        long second = ended(RunKind.REPORTS);
        long underWay = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        long prices = ended(RunKind.PRICES);

        assertThat(runs.deleteBefore(database.clock.instant())).isEqualTo(1);

        assertThat(StoredRuns.newest(runs, 10)).extracting(Run::id).containsExactly(prices, underWay, second);
        assertThat(runs.steps(first)).isEmpty();
        assertThat(database.rows("SELECT version, run_id FROM publication")).containsExactly("1 null");
        assertThat(runs.deleteBefore(database.clock.instant())).isZero();
    }

    @Test
    void deletesNoYoungRuns() {
        ended(RunKind.REPORTS);
        ended(RunKind.REPORTS);

        assertThat(runs.deleteBefore(TestDatabase.START)).isZero();
    }

    private long ended(RunKind kind) {
        long id = runs.begin(kind, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.finish(id, RunStatus.SUCCESS, null);
        return id;
    }

    @Test
    void failsTheOpenStepsOfARunThatEnds() {
        long id = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.planSteps(id, List.of("publication", "legacy/fo 2025"));
        runs.planSteps(id, List.of("legacy/fo 2025", "legacy/fo 2026"));
        runs.startStep(id, "publication");
        runs.noteStep(id, "publication", "half-way");
        assertThat(runs.steps(id)).last().extracting(RunStep::message).isEqualTo("half-way");

        runs.finish(id, RunStatus.PARTIAL, "disk full");

        assertThat(runs.steps(id))
                .extracting(RunStep::name, RunStep::status, RunStep::message)
                .containsExactly(
                        tuple("legacy/fo 2025", StepStatus.SKIPPED, "the run ended first"),
                        tuple("legacy/fo 2026", StepStatus.SKIPPED, "the run ended first"),
                        tuple("publication", StepStatus.FAILED, "disk full"));
    }

    @Test
    void rejectsTheEndOfARunThatIsNotRunning() {
        long id = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        runs.finish(id, RunStatus.SUCCESS, null);

        assertThatThrownBy(() -> runs.finish(id, RunStatus.ERROR, "late"))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot finish run 1: it is not running; begin a run first");
        assertThatThrownBy(() -> runs.finish(id, RunStatus.RUNNING, null))
                .hasMessage("cannot finish run 1 as running: expected success, partial or error");
        assertThat(runs.find(id).orElseThrow().status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void rejectsTheEndOfAnUnknownStep() {
        long id = runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);

        assertThatThrownBy(() -> runs.endStep(id, "publish", StepStatus.DONE, RunCounts.NONE, null))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot end the step publish of run 1: the run has no such step; plan or start it first");
        assertThatThrownBy(() -> runs.endStep(id, "publish", StepStatus.STARTED, RunCounts.NONE, null))
                .hasMessage("cannot end the step publish of run 1 as started: expected done, failed or skipped");
    }

    @Test
    void findsNoUnknownRun() {
        assertThat(runs.find(7)).isEmpty();
        assertThat(runs.last(RunKind.PRICES)).isEmpty();
        assertThat(runs.steps(7)).isEmpty();
    }
}
