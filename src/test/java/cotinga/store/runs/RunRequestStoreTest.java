package cotinga.store.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.store.sql.Database;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.sql.TransactionListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class RunRequestStoreTest {
    private static final RunRequest REPORTS = new RunRequest(RunKind.REPORTS, false);
    private static final RunRequest FORCED_PRICES = new RunRequest(RunKind.PRICES, true);

    @AutoClose
    private TestDatabase database;

    private Path folder;
    private RunRequestStore reader;
    private RunRequestStore leader;

    @BeforeEach
    void open(@TempDir Path directory) {
        folder = directory;
        database = TestDatabase.in(folder);
        reader = new RunRequestStore(database.source, database.clock);
        leader = new RunRequestStore(database.source, database.clock);
    }

    @Test
    void theLeaderTakesTheOldestRequestFirstAndAnswersEach() {
        long first = reader.add(REPORTS, "cotinga-reader");
        long second = reader.add(FORCED_PRICES, "cotinga-other");
        assertThat(reader.find(first)).contains(RunRequestState.OPEN);

        assertThat(leader.take()).contains(new RunRequestStore.Taken(first, "cotinga-reader", REPORTS));
        assertThat(reader.find(first)).contains(new RunRequestState(RunRequestStatus.TAKEN, null, null));
        assertThat(leader.take()).contains(new RunRequestStore.Taken(second, "cotinga-other", FORCED_PRICES));
        assertThat(leader.take()).isEmpty();

        leader.answer(first, RunRequestState.begun(17));
        leader.answer(second, RunRequestState.refused("A run of prices is active"));
        assertThat(reader.find(first)).contains(RunRequestState.begun(17));
        assertThat(reader.find(second)).contains(RunRequestState.refused("A run of prices is active"));
        assertThat(leader.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theLeaderTakesRequestsOfEachKind(RunKind kind) {
        RunRequest run = new RunRequest(kind, false);
        long request = reader.add(run, "cotinga-reader");

        assertThat(leader.take()).contains(new RunRequestStore.Taken(request, "cotinga-reader", run));
    }

    @Test
    void leavesARequestOfANewerBuildWhoseKindItDoesNotKnow() {
        long unknown = reader.add(REPORTS, "cotinga-newer");
        TestDatabase.execute(database.source, "UPDATE run_request SET kind = 'calendars'");
        long known = reader.add(REPORTS, "cotinga-reader");

        assertThat(leader.take()).contains(new RunRequestStore.Taken(known, "cotinga-reader", REPORTS));
        assertThat(leader.take()).isEmpty();
        assertThat(reader.withdraw(unknown)).isTrue();
    }

    @Test
    void answersOnlyWhatWasTaken() {
        long request = reader.add(REPORTS, "cotinga-reader");

        assertThatThrownBy(() -> leader.answer(request, RunRequestState.FAILED))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot answer the requested run " + request
                        + ": nobody has taken it, or it has an answer; take it first");
        leader.take();
        leader.answer(request, RunRequestState.FAILED);
        assertThatThrownBy(() -> leader.answer(request, RunRequestState.begun(1)))
                .isInstanceOf(StoreException.class);

        assertThat(reader.find(request)).contains(RunRequestState.FAILED);
    }

    @Test
    void nobodyTakesARequestThatWasWithdrawn() {
        long request = reader.add(REPORTS, "cotinga-reader");

        assertThat(reader.withdraw(request)).isTrue();

        assertThat(leader.take()).isEmpty();
        assertThat(reader.find(request)).isEmpty();
        assertThat(reader.withdraw(request)).isFalse();
    }

    @Test
    void aRequestThatWasTakenCannotBeWithdrawn() {
        long request = reader.add(REPORTS, "cotinga-reader");
        leader.take();

        assertThat(reader.withdraw(request)).isFalse();

        assertThat(reader.find(request)).contains(new RunRequestState(RunRequestStatus.TAKEN, null, null));
    }

    @Test
    void nobodyTakesARequestWhoseInstanceHasNotWithdrawnItInTime() {
        long left = reader.add(REPORTS, "cotinga-killed");
        database.clock.goTo(TestDatabase.START.plus(RunRequestStore.LIFE).plusSeconds(1));
        long next = reader.add(FORCED_PRICES, "cotinga-reader");

        assertThat(leader.take()).contains(new RunRequestStore.Taken(next, "cotinga-reader", FORCED_PRICES));

        assertThat(leader.take()).isEmpty();
        assertThat(reader.find(left)).isEmpty();
    }

    @Test
    void deletesAnsweredRequestsAfterADay() {
        long first = reader.add(REPORTS, "cotinga-reader");
        leader.take();
        leader.answer(first, RunRequestState.begun(1));
        database.clock.goTo(TestDatabase.START.plus(Duration.ofHours(23)));
        long second = reader.add(REPORTS, "cotinga-reader");
        leader.take();
        assertThat(reader.find(first)).isPresent();
        database.clock.goTo(TestDatabase.START.plus(Duration.ofHours(25)));
        reader.add(REPORTS, "cotinga-reader");

        leader.take();

        assertThat(reader.find(first)).isEmpty();
        assertThat(reader.find(second)).isPresent();
    }

    @Test
    void oneOfSeveralCandidatesTakesARequest() throws Exception {
        int candidates = 4;
        CyclicBarrier start = new CyclicBarrier(candidates);
        ExecutorService threads = Executors.newFixedThreadPool(candidates);
        try {
            for (int round = 0; round < 20; round++) {
                long request = reader.add(REPORTS, "cotinga-reader");
                Callable<Optional<RunRequestStore.Taken>> candidate = () -> {
                    start.await();
                    return leader.take();
                };
                List<RunRequestStore.Taken> taken = new ArrayList<>();
                for (Future<Optional<RunRequestStore.Taken>> one :
                        threads.invokeAll(List.of(candidate, candidate, candidate, candidate))) {
                    one.get().ifPresent(taken::add);
                }
                assertThat(taken).extracting(RunRequestStore.Taken::id).containsExactly(request);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void withdrawsARequestOrLetsItBeTakenButNotBoth() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            for (int round = 0; round < 20; round++) {
                long request = reader.add(REPORTS, "cotinga-reader");
                Future<Optional<RunRequestStore.Taken>> taken = threads.submit(() -> {
                    start.await();
                    return leader.take();
                });
                start.await();
                boolean isWithdrawn = reader.withdraw(request);

                assertThat(taken.get().isPresent()).as("round %d", round).isNotEqualTo(isWithdrawn);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void executesOneStatementIfNothingIsRequested() {
        leader.take();
        List<String> transactions = new ArrayList<>();
        Database.notifyOfTransactions(database.source, doing -> {
            transactions.add(doing);
            return TransactionListener.NONE.begin(doing);
        });

        leader.take();

        assertThat(transactions).containsExactly("read the requested runs");
    }

    @Test
    void onlyTheInstanceThatLeadsTakesARequestWhichAnyInstanceMayAdd() {
        Database.guardWrites(database.source, connection -> {
            throw new SQLException("cotinga-reader does not lead");
        });

        long request = reader.add(REPORTS, "cotinga-reader");

        assertThatThrownBy(leader::take)
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot take a requested run: cotinga-reader does not lead");
        assertThat(reader.find(request)).contains(RunRequestState.OPEN);
        assertThat(reader.withdraw(request)).isTrue();
    }

    @Test
    @OnlyOnPostgres
    void notifiesTheInstancesThatListen() throws Exception {
        try (Connection listening = database.source.getConnection();
                Statement statement = listening.createStatement()) {
            statement.execute("LISTEN cotinga");

            reader.add(REPORTS, "cotinga-reader");

            assertThat(listening.unwrap(PGConnection.class).getNotifications(20_000))
                    .extracting(PGNotification::getName)
                    .containsExactly("cotinga");
        }
    }

    @Test
    @OnlyOnPostgres
    void recognizesADatabaseThatOnlyReads() {
        String url = TestDatabase.url(folder) + "?options=-c%20default_transaction_read_only=on";
        try (HikariDataSource standby = TestDatabase.open(url, "sa", "", 2)) {
            RunRequestStore ofStandby = new RunRequestStore(standby, database.clock);

            assertThatThrownBy(() -> ofStandby.add(REPORTS, "cotinga-reader"))
                    .isInstanceOf(StoreException.class)
                    .satisfies(failure -> assertThat(StoreException.isOfReadOnlyDatabase(failure))
                            .isTrue())
                    .satisfies(failure ->
                            assertThat(StoreException.isOutage(failure)).isFalse());
        }
    }
}
