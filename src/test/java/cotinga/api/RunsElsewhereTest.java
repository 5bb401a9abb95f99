package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.MovableClock;
import cotinga.progress.Progress;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import cotinga.store.sql.Database;
import cotinga.store.sql.TestDatabase;
import cotinga.store.sql.TransactionListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that another instance executes on the same database. */
class RunsElsewhereTest {
    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
    private final AtomicBoolean othersWork = new AtomicBoolean(true);
    private final List<String> transactions = new ArrayList<>();

    @AutoClose
    private TestDatabase database;

    private RunStore leader;
    private RunsElsewhere elsewhere;
    private RunAnswers answers;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        leader = new RunStore(database.source, clock);
        RunStore reader = new RunStore(database.source, clock);
        elsewhere = new RunsElsewhere(reader, othersWork::get, clock);
        answers = new RunAnswers(reader, id -> Optional.empty(), id -> true, elsewhere, clock);
        Database.notifyOfTransactions(database.source, doing -> {
            transactions.add(doing);
            return TransactionListener.NONE.begin(doing);
        });
    }

    /** A run with three steps, of which one has ended and one has started. */
    private long begin() {
        long run = leader.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
        leader.planSteps(run, List.of("legacy/fo 2025", "legacy/fo 2026", "publication"));
        leader.startStep(run, "legacy/fo 2025");
        clock.goTo("2026-06-15T12:00:10Z");
        leader.endStep(run, "legacy/fo 2025", StepStatus.DONE, new RunCounts(52, 52, 0, 1_000), null);
        leader.startStep(run, "legacy/fo 2026");
        transactions.clear();
        return run;
    }

    @Test
    void answersAsTheStoreKnowsTheRun() {
        long run = begin();

        RunAnswer found = answers.find(run).orElseThrow();

        assertThat(transactions).as("one reading for each event").hasSize(1);
        assertThat(found.status()).isEqualTo("running");
        assertThat(found.hasEnded()).isFalse();
        assertThat(found.progress()).isEqualTo(new StepProgress(1, 3, 33));
        assertThat(found.etaSec()).isEqualTo(20);
        assertThat(found.durationSec()).isEqualTo(10);
        assertThat(found.counts()).isEqualTo(new RunAnswer.Counts(52, 52, 0, 1_000));
        RunAnswer detail = answers.started(run);
        assertThat(detail.withSteps(List.of())).isEqualTo(found.withSteps(List.of()));
        assertThat(Objects.requireNonNull(detail.steps()))
                .extracting(RunAnswer.Step::status)
                .containsExactly("done", "started", "planned");
    }

    @Test
    void listsTheRunWithoutAnotherStatement() {
        begin();

        List<RunAnswer> items = answers.page(rows("recent-runs"), 1, Map.of("limit", 10, "offset", 0))
                .items();

        assertThat(items).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo("running");
            assertThat(run.progress()).isEqualTo(new StepProgress(1, 3, 33));
        });
        assertThat(transactions).isEmpty();
    }

    @Test
    void endsAsTheOtherInstanceHasRecordedIt() {
        long run = begin();
        leader.finish(run, RunStatus.SUCCESS, null);

        assertThat(answers.find(run).orElseThrow().status()).isEqualTo("success");
        assertThat(elsewhere.progress(RunKind.REPORTS)).isEmpty();
        assertThat(elsewhere.progress(RunKind.REPORTS, rows("last-run-of-each-kind")))
                .isEmpty();
    }

    @Test
    void theStatusNeedsNoOtherStatement() {
        leader.finish(
                leader.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false), RunStatus.PARTIAL, "late");
        leader.finish(
                leader.begin(RunKind.PRICES, RunCause.TIMER, RunStore.EVERYTHING, false), RunStatus.SUCCESS, null);
        begin();

        List<Map<String, Object>> rows = rows("last-run-of-each-kind");

        Progress.Figures expected = new Progress.Figures(1, 3, Optional.of(Duration.ofSeconds(20)));
        assertThat(elsewhere.progress(RunKind.REPORTS, rows)).contains(expected);
        assertThat(elsewhere.progress(RunKind.PRICES, rows)).isEmpty();
        assertThat(rows)
                .extracting(row -> row.get("kind") + " " + row.get("status"))
                .containsExactlyInAnyOrder("reports partial", "reports running", "prices success");
        assertThat(transactions).isEmpty();
        assertThat(elsewhere.progress(RunKind.REPORTS)).contains(expected);
    }

    @Test
    void itIsInterruptedIfNoOtherInstanceWorks() {
        long run = begin();
        othersWork.set(false);

        assertThat(answers.find(run).orElseThrow().status()).isEqualTo("interrupted");
        assertThat(elsewhere.progress(RunKind.REPORTS, rows("last-run-of-each-kind")))
                .isEmpty();
        transactions.clear();
        assertThat(elsewhere.progress(RunKind.REPORTS)).isEmpty();
        assertThat(transactions).isEmpty();
    }

    @Test
    void aClockThatDiffersMakesNoNegativeTime() {
        long run = begin();
        clock.goTo("2026-06-15T11:59:30Z");

        RunAnswer found = answers.find(run).orElseThrow();

        assertThat(found.durationSec()).isZero();
        assertThat(found.etaSec()).isZero();
    }

    /** The rows as a step of a route reads them. */
    private List<Map<String, Object>> rows(String name) {
        try (InputStream file = RunsElsewhereTest.class.getResourceAsStream("/sql/" + name + ".sql");
                Connection connection = database.source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                                .replace(":?offset", "0")
                                .replace(":?limit", "10"))) {
            List<Map<String, Object>> found = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
                }
                found.add(row);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(name, e);
        }
    }
}
