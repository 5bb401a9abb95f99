package cotinga.cluster;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leadership of several instances on a PostgreSQL server: the holder of the {@link Lease} leads. It renews the lease every 3 seconds,
 * and does not lead any more when it has not done so for 8 seconds, or when a transaction that writes finds another fencing number.
 */
public final class LeasedLeadership implements Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedLeadership.class);

    private static final Sql FENCING_NUMBER = Sql.named("fencing-number");

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration LONGEST_WITHOUT_RENEWAL = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REACTION = Duration.ofMillis(200);

    private final Lease lease;
    private final String instance;
    private final boolean mayLead;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "leadership");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable Held held;
    private volatile Lease.@Nullable Stored seen;

    /** Whether this instance has begun to lead, and has not ceased. */
    private volatile boolean working;

    private boolean hasBegun;
    private boolean isRenewing;
    private boolean failing;

    /**
     * The lease of this instance.
     *
     * @param renewedAt before the last renewal was sent, by {@link System#nanoTime()}
     */
    private record Held(long number, long renewedAt) {}

    /**
     * The leadership as one instance has it.
     *
     * @param url the database
     * @param instance the name of this instance and of its database sessions; no other instance may have it
     * @param mayLead whether this instance may lead
     */
    public LeasedLeadership(String url, String user, String password, String instance, boolean mayLead) {
        this(() -> connect(url, user, password), instance, mayLead, System::nanoTime);
    }

    /** @param nanoTime the monotonic clock of this instance */
    LeasedLeadership(Lease.Connector connector, String instance, boolean mayLead, LongSupplier nanoTime) {
        this.lease = new Lease(connector, instance);
        this.instance = instance;
        this.mayLead = mayLead;
        this.nanoTime = nanoTime;
    }

    /** A connection whose statements fail after a few seconds, so that a renewal is tried several times before the lease expires. */
    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "3");
        properties.setProperty("options", "-c lock_timeout=2000 -c statement_timeout=2500");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public boolean isLeading() {
        return isCurrent(held);
    }

    private boolean isCurrent(@Nullable Held its) {
        return its != null && nanoTime.getAsLong() - its.renewedAt() < LONGEST_WITHOUT_RENEWAL.toNanos();
    }

    @Override
    public boolean isResponsible() {
        Lease.Stored last = seen;
        return isLeading() || (last != null && last.holder().equals(instance));
    }

    @Override
    public synchronized boolean tryToLead() {
        hold();
        if (!isRenewing) {
            isRenewing = true;
            repeat(this::hold, PAUSE);
        }
        return isLeading();
    }

    @Override
    public void follow(Work work) {
        tryToLead();
        repeat(() -> react(work), REACTION);
    }

    private void repeat(Runnable task, Duration pause) {
        ScheduledFuture<?> unused =
                threads.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Renews the lease if it is due. An instance that may lead and has no work left from before takes a lease that nobody has. */
    private synchronized void hold() {
        long now = nanoTime.getAsLong();
        Held its = held;
        try {
            if (its != null && isCurrent(its)) {
                if (now - its.renewedAt() >= RENEWAL.toNanos()) {
                    renew(its, now);
                }
            } else {
                readOrTake(now);
            }
            if (failing) {
                failing = false;
                LOG.info("The lease in the database can be read again");
            }
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "The lease in the database cannot be read, which is tried again every second: {}",
                        e.getMessage());
            }
        }
    }

    private void renew(Held its, long now) throws SQLException {
        if (lease.renew()) {
            held = new Held(its.number(), now);
        } else {
            held = null;
            seen = lease.read();
        }
    }

    private void readOrTake(long now) throws SQLException {
        Lease.Stored found = lease.read();
        seen = found;
        boolean isFree = found.hasExpired() || found.holder().equals(instance);
        if (mayLead && !working && isFree) {
            Optional<Lease.Stored> taken = lease.take();
            taken.ifPresent(stored -> {
                seen = stored;
                held = new Held(stored.number(), now);
                LOG.info("{} leads now, with the fencing number {}", instance, stored.number());
            });
        }
    }

    private void react(Work work) {
        try {
            if (isLeading() && !hasBegun) {
                working = true;
                work.begin();
                hasBegun = true;
            } else if (working && !isLeading()) {
                held = null;
                LOG.warn("{} does not lead any more{}", instance, successor());
                work.end();
                hasBegun = false;
                working = false;
            }
        } catch (RuntimeException e) {
            LOG.error("{} cannot {}, which is tried again", instance, hasBegun ? "end its work" : "begin to lead", e);
        }
    }

    private String successor() {
        return leader().map(other -> "; " + other.instance() + " leads").orElse("");
    }

    @Override
    public Optional<Leader> leader() {
        return Optional.ofNullable(seen).flatMap(Lease.Stored::leader);
    }

    @Override
    public void require(Connection connection) throws SQLException {
        Held its = held;
        if (its == null || !isCurrent(its)) {
            throw new SQLException(instance + " does not lead" + successor());
        }
        long number;
        try (NamedStatement current = FENCING_NUMBER.prepare(connection)) {
            number = current.first(row -> row.getLong(1)).orElseThrow();
        }
        if (number != its.number()) {
            throw new SQLException(instance + " does not lead any more: found the fencing number " + number
                    + ", expected its own, " + its.number());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (this) {
            try (lease) {
                if (isLeading()) {
                    lease.release();
                }
                held = null;
            } catch (SQLException e) {
                LOG.warn("The lease was not released, and expires within 12 seconds: {}", e.getMessage());
            }
        }
    }
}
