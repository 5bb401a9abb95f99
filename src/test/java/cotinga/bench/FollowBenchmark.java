package cotinga.bench;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.store.changes.ChangeStore;
import cotinga.store.sql.Database;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.NotificationListener;
import cotinga.store.sql.Notifications;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The cost of following other instances on a PostgreSQL server: the row of the newest changes, which each instance reads once a second,
 * and the lease, which it reads twice a second; as fast as possible, then at the rates of 10, 100 and 1,000 instances. Then the time of
 * a notification to listening sessions.
 */
public final class FollowBenchmark implements AutoCloseable {
    private static final Sql LEASE = Sql.named("lease");

    private static final int WARM_UP = 3_000;
    private static final int READS = 20_000;
    private static final int SESSIONS = 40;
    private static final int SECONDS = 15;
    private static final int NOTIFICATIONS = 100;
    private static final long PAUSE_MILLIS = 20;

    private final PostgresBenchmarkServer server;
    private final HikariDataSource database;
    private final ChangeStore changes;

    private interface Read {
        void once() throws SQLException;
    }

    private FollowBenchmark(PostgresBenchmarkServer server, Path backups) {
        this.server = server;
        database = Database.openUpToDate(
                server.url(), PostgresBenchmarkServer.USER, "", SESSIONS, backups, new DiskReserve(0));
        changes = new ChangeStore(database, Clock.systemUTC());
    }

    public static void main(String[] arguments) throws Exception {
        Path backups = Files.createTempDirectory("cotinga-follow");
        try (PostgresBenchmarkServer server = new PostgresBenchmarkServer();
                FollowBenchmark benchmark = new FollowBenchmark(server, backups)) {
            benchmark.reads();
            for (int instances : new int[] {10, 100, 1_000}) {
                benchmark.instances(instances);
            }
            for (int sessions : new int[] {1, 20, 80}) {
                benchmark.notifications(sessions);
            }
        } finally {
            RunBenchmark.delete(backups);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(server.url(), PostgresBenchmarkServer.USER, "");
        connection.setAutoCommit(false);
        return connection;
    }

    /** As {@code Lease} reads it. */
    private static void readLease(Connection connection) throws SQLException {
        try (NamedStatement lease = LEASE.prepare(connection)) {
            lease.list(row -> row.getLong("number"));
        }
        connection.commit();
    }

    private void reads() throws SQLException {
        double change = micros("newest changes", changes::newest);
        try (Connection connection = connect()) {
            double lease = micros("lease", () -> readLease(connection));
            System.out.printf(
                    Locale.ROOT, "an instance, each second: %.0f µs of CPU of the server%n", change + 2 * lease);
        }
    }

    /** The CPU time of the server for a read. */
    private double micros(String what, Read read) throws SQLException {
        for (int number = 0; number < WARM_UP; number++) {
            read.once();
        }
        double before = server.cpuSeconds();
        double own = LoadBenchmark.cpuSeconds();
        for (int number = 0; number < READS; number++) {
            read.once();
        }
        double micros = (server.cpuSeconds() - before) / READS * 1e6;
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f µs of CPU of the server, %.1f µs of the instance%n",
                what,
                micros,
                (LoadBenchmark.cpuSeconds() - own) / READS * 1e6);
        return micros;
    }

    /** What so many instances read, from as many sessions of each kind as there are instances, up to a limit. */
    private void instances(int instances) throws Exception {
        int sessions = Math.min(instances, SESSIONS);
        ExecutorService threads = Executors.newFixedThreadPool(2 * sessions);
        LongAdder reads = new LongAdder();
        List<Connection> connections = new ArrayList<>();
        for (int session = 0; session < sessions; session++) {
            Connection connection = connect();
            connections.add(connection);
            readLease(connection);
        }
        List<Future<?>> ends = new ArrayList<>();
        double before = server.cpuSeconds();
        long begin = System.nanoTime();
        for (int session = 0; session < sessions; session++) {
            long delay = TimeUnit.SECONDS.toNanos(1) * session / instances;
            Connection connection = connections.get(session);
            ends.add(threads.submit(() -> repeat(begin + delay, 1.0 * sessions / instances, reads, changes::newest)));
            ends.add(threads.submit(
                    () -> repeat(begin + delay, 0.5 * sessions / instances, reads, () -> readLease(connection))));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%,d instances: %,.0f reads a second, %.3f cores of the server%n",
                instances,
                reads.sum() / seconds,
                (server.cpuSeconds() - before) / seconds);
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static Void repeat(long begin, double seconds, LongAdder reads, Read read)
            throws SQLException, InterruptedException {
        long period = (long) (seconds * 1e9);
        for (long next = begin; next < begin + TimeUnit.SECONDS.toNanos(SECONDS); next += period) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            read.once();
            reads.increment();
        }
        return null;
    }

    private void notifications(int sessions) throws Exception {
        List<NotificationListener> listeners = new ArrayList<>();
        AtomicLongArray receivedAt = new AtomicLongArray(sessions);
        CountDownLatch ready = new CountDownLatch(sessions);
        for (int session = 0; session < sessions; session++) {
            int its = session;
            NotificationListener listener = new NotificationListener(server.url(), PostgresBenchmarkServer.USER, "");
            listener.start(() -> {
                receivedAt.set(its, System.nanoTime());
                ready.countDown();
            });
            listeners.add(listener);
        }
        try {
            ready.await(1, TimeUnit.MINUTES);
            double[] millis = new double[sessions * NOTIFICATIONS];
            double before = server.cpuSeconds();
            for (int number = 0; number < NOTIFICATIONS; number++) {
                long sent = Transaction.writeAnywhere(database, "send a notification", connection -> {
                    Notifications.send(connection);
                    return System.nanoTime();
                });
                for (int session = 0; session < sessions; session++) {
                    while (receivedAt.get(session) < sent) {
                        TimeUnit.MICROSECONDS.sleep(100);
                    }
                    millis[number * sessions + session] = (receivedAt.get(session) - sent) / 1e6;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%d listening sessions: from the commit to its receipt %.1f ms (median), %.1f ms (99 %%), %.1f ms (longest);"
                            + " %.0f µs of CPU of the server for each notification%n",
                    sessions,
                    millis[millis.length / 2],
                    millis[(int) (millis.length * 0.99)],
                    millis[millis.length - 1],
                    (server.cpuSeconds() - before) / NOTIFICATIONS * 1e6);
        } finally {
            listeners.forEach(NotificationListener::close);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
