package cotinga.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.flow.LogWatch;
import cotinga.store.sql.Database;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.sql.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnlyOnPostgres
class LeasedLeadershipTest {
    private Path folder;
    private TestDatabase database;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        this.database = TestDatabase.in(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        database.close();
    }

    /** An instance of this test, whose clock a test moves. */
    private final class Instance {
        private final AtomicLong ahead = new AtomicLong();
        private final LeasedLeadership leadership;
        private volatile boolean isCut;
        private final HikariDataSource pool;

        private Instance(String name, boolean mayLead) {
            this(name, "1.9.0", mayLead);
        }

        private Instance(String name, String build, boolean mayLead) {
            String url = Database.named(TestDatabase.url(folder), name);
            leadership = new LeasedLeadership(
                    () -> {
                        if (isCut) {
                            throw new SQLException("the server does not answer");
                        }
                        return DriverManager.getConnection(url + "&options=-c%20lock_timeout=500", "sa", "");
                    },
                    name,
                    build,
                    mayLead,
                    () -> System.nanoTime() + ahead.get());
            pool = TestDatabase.open(url, "sa", "", 3);
            Database.guardWrites(pool, leadership);
            open.add(pool);
            open.add(leadership);
        }

        /** The lease cannot be renewed any more. */
        private void cut() {
            isCut = true;
            database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leader'");
        }

        private void pass(Duration time) {
            ahead.addAndGet(time.toNanos());
        }

        private void write(int value) {
            write(value, () -> {});
        }

        private void write(int value, Runnable before) {
            Transaction.write(pool, "write", connection -> {
                before.run();
                return LeasedLeadershipTest.write(connection, value);
            });
        }
    }

    /** Work that records when it begins and ends. */
    private static class Recorded implements Leadership.Work {
        private final List<String> calls;

        private Recorded(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public void prepare() {}

        @Override
        public void begin() {
            calls.add("begin");
        }

        @Override
        public void abort() {}

        @Override
        public void end() {
            calls.add("end");
        }
    }

    private static int write(Connection connection, int value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO held_condition (watchlist, entry, variant, code) VALUES ('a', '"
                    + value + "', 'v', 'c')");
        }
    }

    private Instance instance(String name) {
        return new Instance(name, true);
    }

    private void expireLease() {
        TestDatabase.execute(database.source, "UPDATE lease SET expires_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    }

    private List<String> written() {
        return database.rows("SELECT entry FROM held_condition ORDER BY entry");
    }

    @Test
    void oneOfSeveralInstancesLeads() {
        Instance first = instance("first");
        Instance second = instance("second");

        assertThat(first.leadership.tryToLead()).isTrue();
        assertThat(second.leadership.tryToLead()).isFalse();
        first.write(1);

        assertThat(second.leadership.isResponsible()).isFalse();
        assertThat(second.leadership.leader())
                .hasValueSatisfying(leader -> assertThat(leader.instance()).isEqualTo("first"));
        assertThat(second.leadership.leader()).isEqualTo(first.leadership.leader());
        assertThatThrownBy(() -> second.write(2))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot write: second does not lead; first leads");
        assertThat(written()).containsExactly("1");
    }

    @Test
    void anInstanceThatStopsLetsAnotherLeadAtOnce() {
        Instance first = instance("first");
        first.leadership.tryToLead();
        Instance second = instance("second");

        first.leadership.close();

        assertThat(second.leadership.tryToLead()).isTrue();
        assertThat(second.leadership.leader())
                .hasValueSatisfying(leader -> assertThat(leader.number()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({"1.8.0", "1.9.0-SNAPSHOT", "0.10.0"})
    void anOlderBuildDoesNotLeadAfterANewerOne(String build) {
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();
        Instance older = new Instance("older", build, true);
        Instance newer = instance("newer");
        assertThat(newer.leadership.tryToLead()).isTrue();
        newer.leadership.close();

        assertThat(older.leadership.tryToLead()).isFalse();
        assertThat(older.leadership.tryToLead()).isFalse();

        log.end();
        assertThat(older.leadership.newerBuild()).contains("1.9.0");
        assertThatThrownBy(() -> older.write(1)).hasMessage("cannot write: older does not lead");
        assertThat(log.errors())
                .filteredOn(line -> line.contains("does not lead"))
                .containsExactly(
                        "cotinga.cluster.LeasedLeadership: older does not lead: found that build 1.9.0 has led,"
                                + " expected this build, " + build
                                + ", or an older one; upgrade this instance (docs/operations.md)");
        assertThat(instance("third").leadership.tryToLead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1.9.0", "1.9.1", "1.10.0-SNAPSHOT", "1.10.0", "2.0.0"})
    void theSameBuildOrANewerOneLeadsAfterwards(String build) {
        Instance first = instance("first");
        Instance second = new Instance("second", build, true);
        first.leadership.tryToLead();
        first.leadership.close();

        assertThat(second.leadership.tryToLead()).isTrue();
        assertThat(second.leadership.newerBuild()).isEmpty();
        assertThat(database.rows("SELECT newest_build FROM lease")).containsExactly(build);
    }

    @Test
    void anOlderBuildLeadsAgainWhenAnOperatorAllowsIt() {
        Instance older = new Instance("older", "1.8.0", true);
        Instance newer = instance("newer");
        newer.leadership.tryToLead();
        newer.leadership.close();
        older.leadership.tryToLead();

        database.execute("UPDATE lease SET newest_build = ''");

        assertThat(older.leadership.tryToLead()).isTrue();
        assertThat(older.leadership.newerBuild()).isEmpty();
    }

    @Test
    void aReaderNeverLeads() {
        Instance reader = new Instance("reader", false);

        assertThat(reader.leadership.tryToLead()).isFalse();
        assertThat(reader.leadership.leader()).isEmpty();
        assertThatThrownBy(() -> reader.write(1)).hasMessage("cannot write: reader does not lead");
    }

    @Test
    void theRequestOfAUserIsWrittenByAnyInstance() {
        Instance reader = new Instance("reader", false);

        Transaction.writeAnywhere(reader.pool, "write", connection -> write(connection, 1));

        assertThat(written()).containsExactly("1");
    }

    @Test
    void aLeaderThatCannotRenewItsLeaseForEightSecondsStops() {
        Instance leader = instance("leader");
        leader.leadership.tryToLead();

        leader.cut();
        leader.pass(Duration.ofSeconds(7));
        assertThat(leader.leadership.isLeading()).isTrue();
        assertThat(leader.leadership.isInContact())
                .as("while it may write, transactions do not fail because of a slow renewal")
                .isTrue();
        leader.pass(Duration.ofSeconds(1));

        assertThat(leader.leadership.isLeading()).isFalse();
        assertThat(leader.leadership.isInContact()).isFalse();
        assertThatThrownBy(() -> leader.write(1)).hasMessageStartingWith("cannot write: leader does not lead");
        assertThat(leader.leadership.isResponsible()).as("it alerts operators").isTrue();
        assertThat(leader.leadership.leader()).as("not itself").isEmpty();
    }

    @Test
    void isAtWorkFromTheBeginOfItsWorkUntilItStops() {
        Instance leader = instance("leader");
        assertThat(leader.leadership.tryToLead()).isTrue();
        assertThat(leader.leadership.isAtWork()).as("recovery has not begun").isFalse();

        leader.leadership.follow(new Recorded(new ArrayList<>()) {
            @Override
            public void begin() {
                assertThat(leader.leadership.isAtWork()).isFalse();
            }

            @Override
            public void end() {}
        });

        assertThat(leader.leadership.isAtWork()).isTrue();
        leader.leadership.standDown();
        assertThat(leader.leadership.isAtWork()).isFalse();
    }

    @Test
    void theLeaseIsRenewedWhileTransactionsAreOpen() {
        Instance leader = instance("leader");
        leader.leadership.tryToLead();
        String before = database.rows("SELECT expires_at FROM lease").get(0);
        TestDatabase.execute(database.source, "UPDATE lease SET expires_at = expires_at - INTERVAL '5' SECOND");

        leader.write(1, () -> {
            leader.pass(Duration.ofSeconds(4));
            leader.leadership.tryToLead();
            assertThat(database.rows("SELECT expires_at FROM lease").get(0)).isGreaterThanOrEqualTo(before);
        });

        assertThat(leader.leadership.isLeading()).isTrue();
    }

    @Test
    void nothingThatAFormerLeaderBeganIsStored() {
        Instance former = instance("former");
        Instance next = instance("next");
        former.leadership.tryToLead();

        assertThatThrownBy(() -> former.write(1, () -> {
                    expireLease();
                    assertThat(next.leadership.tryToLead()).as("takes over").isTrue();
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("terminating connection due to administrator command");
        next.write(2);

        assertThat(former.leadership.isLeading()).as("by its own clock").isTrue();
        assertThatThrownBy(() -> former.write(3))
                .hasMessage(
                        "cannot write: former does not lead any more: found the fencing number 2, expected its own, 1");
        assertThat(former.leadership.isLeading()).as("after that").isFalse();
        assertThat(written()).containsExactly("2");
    }

    @Test
    void endsTheSessionsOfItsOwnThatALostConnectionHasLeft() throws Exception {
        Instance instance = instance("instance");
        instance.leadership.tryToLead();
        try (Connection lost = instance.pool.getConnection();
                Connection reading = instance.pool.getConnection()) {
            lost.setAutoCommit(false);
            instance.leadership.require(lost);
            instance.pass(Duration.ofSeconds(9));

            assertThat(instance.leadership.tryToLead()).isTrue();

            assertThatThrownBy(() -> write(lost, 1)).hasMessageContaining("terminating connection");
            assertThat(reading.isValid(1)).as("what only reads continues").isTrue();
        }
        assertThat(instance.leadership.number()).isEqualTo(2);
    }

    @Test
    void anInstanceThatIsStoppingDoesNotTakeOver() {
        Instance first = instance("first");
        Instance second = instance("second");
        first.leadership.tryToLead();
        second.leadership.standDown();

        first.leadership.close();

        assertThat(second.leadership.tryToLead()).isFalse();
    }

    @Test
    void aSessionThatCannotBeEndedDelaysTheTakeOver() throws Exception {
        Instance former = instance("former");
        Instance next = instance("next");
        former.leadership.tryToLead();
        try (Connection other = ((DataSource) database.source).getConnection()) {
            other.setAutoCommit(false);
            former.leadership.require(other); // of a session with another name
            expireLease();

            assertThat(next.leadership.tryToLead()).isFalse();
            other.commit();
        }

        assertThat(next.leadership.tryToLead()).isTrue();
    }

    @Test
    void beginsToWorkWhenItLeadsAndEndsItsWorkBeforeItLeadsAgain() {
        List<String> calls = new CopyOnWriteArrayList<>();
        CountDownLatch ending = new CountDownLatch(1);
        Instance instance = instance("instance");
        instance.leadership.follow(new Recorded(calls) {
            @Override
            public void end() {
                calls.add("end");
                try {
                    ending.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                calls.add("ended");
            }
        });
        await().until(() -> calls.equals(List.of("begin")));

        instance.pass(Duration.ofSeconds(9));
        await().until(() -> calls.equals(List.of("begin", "end")));
        assertThat(instance.leadership.tryToLead()).as("while its work ends").isFalse();
        ending.countDown();

        await().until(() -> calls.equals(List.of("begin", "end", "ended", "begin")));
        assertThat(instance.leadership.leader())
                .hasValueSatisfying(leader -> assertThat(leader.number()).isEqualTo(2));
    }

    @Test
    void beginsAgainIfThatFails() {
        List<String> calls = new CopyOnWriteArrayList<>();
        Instance instance = instance("instance");
        instance.leadership.follow(new Recorded(calls) {
            @Override
            public void begin() {
                calls.add("begin");
                if (calls.size() == 1) {
                    throw new IllegalStateException("the database does not answer");
                }
            }
        });

        await().until(() -> calls.equals(List.of("begin", "begin")));
    }

    @Test
    void letsAnotherInstanceLeadIfItCannotBegin() {
        List<String> calls = new CopyOnWriteArrayList<>();
        Instance broken = instance("broken");
        broken.leadership.follow(new Recorded(calls) {
            @Override
            public void prepare() {
                calls.add("prepare");
                throw new IllegalStateException("the disk is full");
            }
        });
        await().until(() -> calls.equals(List.of("prepare")));
        broken.pass(Duration.ofSeconds(2));
        await().until(() -> calls.equals(List.of("prepare", "prepare")));
        broken.pass(Duration.ofSeconds(4));
        await().until(() -> calls.equals(List.of("prepare", "prepare", "prepare", "end")));

        assertThat(broken.leadership.tryToLead()).isFalse();
        Instance healthy = instance("healthy");
        await().until(healthy.leadership::tryToLead);
        assertThat(healthy.leadership.isLeading())
                .as("the lease is free when the work has ended")
                .isTrue();
        expireLease();
        broken.pass(Duration.ofSeconds(30));
        await().until(() -> calls.size() == 5);
        assertThat(calls).endsWith("end", "prepare");
    }

    @Test
    void leadsAgainAfterTheServerHasEndedItsSessions() {
        Instance instance = instance("instance");
        instance.leadership.tryToLead();
        database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'instance'");
        instance.pass(Duration.ofSeconds(4));

        instance.leadership.tryToLead();
        instance.leadership.tryToLead();
        instance.pass(Duration.ofSeconds(5));

        assertThat(instance.leadership.isLeading())
                .as("the second call has renewed the lease")
                .isTrue();
    }

    @Test
    void abortsTransactionsThatWaitForTheServer() {
        Instance instance = instance("instance");
        instance.leadership.tryToLead();
        Thread abort = new Thread(() -> {
            await().until(() -> database.rows(
                                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'")
                            .size()
                    == 1);
            Database.abortConnections(instance.pool);
        });
        abort.start();

        assertThatThrownBy(() -> Transaction.read(instance.pool, "wait", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute("SELECT pg_sleep(60)");
                    }
                }))
                .isInstanceOf(StoreException.class);
    }
}
