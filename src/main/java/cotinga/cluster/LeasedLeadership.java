package cotinga.cluster;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leadership of several instances on a PostgreSQL server: the holder of the {@link Lease} leads. It renews the lease every 3 seconds,
 * and does not lead any more when it has not done so for 8 seconds, or when a transaction that writes finds another fencing number. It
 * releases the lease when it cannot prepare its work. An instance whose build is older than one that has led does not take the lease: it
 * would load every archive again.
 */
public final class LeasedLeadership implements Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedLeadership.class);

    private static final Sql FENCING_NUMBER = Sql.named("fencing-number");

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration LONGEST_WITHOUT_RENEWAL = Duration.ofSeconds(8);
    private static final Duration LIFE_OF_LEASE = Duration.ofSeconds(12);
    private static final Duration LONGEST_WITHOUT_ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REACTION = Duration.ofMillis(200);
    private static final Duration TIME_FOR_OTHERS = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 3;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** Those of a user are about the long statements of the pool. */
    private static final Pattern LIMITS =
            Pattern.compile("(?<=[?&])(?:socketTimeout|connectTimeout|loginTimeout|options)=[^&]*&?");

    private final Lease lease;
    private final String instance;
    private final Version build;
    private final boolean mayLead;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "leadership");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile @Nullable Seen seen;
    private volatile @Nullable String newerBuild;

    /** Whether this instance has begun to lead, and has not stopped. */
    private volatile boolean working;

    /** When the database has answered last, by {@link System#nanoTime()}. */
    private volatile long answeredAt;

    private volatile boolean standsDown;
    private volatile @Nullable Work work;
    private volatile boolean hasBegun;
    private volatile boolean isPrepared;
    private volatile boolean isHandingOver;
    private int failures;
    private long retryAt;
    private volatile long mayTakeAt;
    private boolean isAborted;
    private boolean isRenewing;
    private boolean failing;

    /**
     * The lease of this instance.
     *
     * @param renewedAt before the last renewal was sent, by {@link System#nanoTime()}
     */
    private record Held(long number, long renewedAt) {}

    /** The lease as it was read last, and when, by {@link System#nanoTime()}. */
    private record Seen(Lease.Stored lease, long at) {}

    /**
     * The leadership as one instance has it.
     *
     * @param url the database
     * @param instance the name of this instance and of its database sessions; no other instance may have it
     * @param build the version of its build
     * @param mayLead whether this instance may lead
     */
    public LeasedLeadership(String url, String user, String password, String instance, String build, boolean mayLead) {
        this(() -> connect(url, user, password), instance, build, mayLead, System::nanoTime);
    }

    /** @param nanoTime the monotonic clock of this instance */
    LeasedLeadership(Lease.Connector connector, String instance, String build, boolean mayLead, LongSupplier nanoTime) {
        this.lease = new Lease(connector, instance);
        this.instance = instance;
        this.build = Version.parse(build);
        this.mayLead = mayLead;
        this.nanoTime = nanoTime;
        this.retryAt = nanoTime.getAsLong();
        this.mayTakeAt = nanoTime.getAsLong();
        this.answeredAt = nanoTime.getAsLong();
    }

    /** A connection whose statements fail after two seconds, so that a renewal is tried again before the leadership ends. */
    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("options", "-c lock_timeout=1000 -c statement_timeout=1500");
        return DriverManager.getConnection(LIMITS.matcher(url).replaceAll(""), properties);
    }

    @Override
    public boolean isInContact() {
        return isLeading() || nanoTime.getAsLong() - answeredAt < LONGEST_WITHOUT_ANSWER.toNanos();
    }

    @Override
    public boolean isLeading() {
        return isCurrent(held.get());
    }

    @Override
    public boolean isAtWork() {
        return hasBegun && isLeading() && !standsDown;
    }

    private boolean isCurrent(@Nullable Held its) {
        return its != null && nanoTime.getAsLong() - its.renewedAt() < LONGEST_WITHOUT_RENEWAL.toNanos();
    }

    @Override
    public long number() {
        Held its = held.get();
        return its == null ? 0 : its.number();
    }

    @Override
    public boolean isResponsible() {
        Seen last = seen;
        return isLeading() || (last != null && last.lease().holder().equals(instance));
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
    public void follow(Work its) {
        work = its;
        tryToLead();
        react(its);
        repeat(() -> react(its), REACTION);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the tasks log what fails in them
    private void repeat(Runnable task, Duration pause) {
        threads.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Renews the lease if it is due. An instance that may lead and has no work left from before takes a lease that nobody has. */
    private synchronized void hold() {
        try {
            try {
                readOrRenew();
            } catch (SQLException ofOldConnection) {
                readOrRenew();
            }
            if (failing) {
                failing = false;
                LOG.info("The lease in the database can be read again");
            }
        } catch (SQLException | RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "The lease in the database cannot be read or taken, which is tried again twice a second: {}",
                        e.getMessage());
            }
        }
        try {
            abortLostWork();
        } catch (RuntimeException | Error e) {
            LOG.warn("Work that must end was not aborted: {}", e.getMessage());
        }
    }

    private void readOrRenew() throws SQLException {
        long now = nanoTime.getAsLong();
        Held its = held.get();
        if (its == null || !isCurrent(its)) {
            readOrTake(now);
        } else if (now - its.renewedAt() >= RENEWAL.toNanos()) {
            boolean isRenewed = lease.renew();
            answeredAt = now;
            if (isRenewed && isCurrent(its)) {
                held.compareAndSet(its, new Held(its.number(), now));
            } else {
                held.compareAndSet(its, null);
                seen = new Seen(lease.read(), now);
            }
        }
    }

    private void readOrTake(long now) throws SQLException {
        Lease.Stored found = lease.read();
        answeredAt = now;
        seen = new Seen(found, now);
        boolean isFree = found.hasExpired() || found.holder().equals(instance);
        boolean isReady = !working && !standsDown && now - mayTakeAt >= 0;
        if (mayLead && !isOutdated(found) && isReady && isFree) {
            Optional<Lease.Stored> taken = lease.take(build.toString(), found.newestBuild());
            taken.ifPresent(stored -> {
                seen = new Seen(stored, now);
                held.set(new Held(stored.number(), now));
                LOG.info("{} leads now, with the fencing number {}", instance, stored.number());
            });
        }
    }

    private boolean isOutdated(Lease.Stored found) {
        String newest = found.newestBuild();
        if (newest.isEmpty() || build.compareTo(Version.parse(newest)) >= 0) {
            newerBuild = null;
            return false;
        }
        if (newerBuild == null) {
            LOG.warn(
                    "{} does not lead: found that build {} has led, expected this build, {}, or an older one; upgrade this"
                            + " instance (docs/operations.md)",
                    instance,
                    newest,
                    build);
        }
        newerBuild = newest;
        return true;
    }

    /** What waits for a database that does not answer would never notice that it must end, or would wait for minutes. */
    private void abortLostWork() {
        Work its = work;
        boolean isLost = working ? !isLeading() : !isInContact();
        if (its == null || !isLost) {
            isAborted = false;
        } else if (!isAborted) {
            isAborted = true;
            its.abort();
        }
    }

    private void react(Work its) {
        try {
            if (isLeading() && !hasBegun) {
                if (nanoTime.getAsLong() - retryAt >= 0) {
                    working = true;
                    if (!isPrepared) {
                        its.prepare();
                        isPrepared = true;
                    }
                    its.begin();
                    hasBegun = true;
                    failures = 0;
                }
            } else if (working && !isLeading()) {
                if (failures == 0) {
                    LOG.warn("{} does not lead any more{}", instance, successor());
                }
                its.end();
                hasBegun = false;
                isPrepared = false;
                failures = 0;
                if (isHandingOver) {
                    isHandingOver = false;
                    release();
                }
                working = false;
            }
        } catch (RuntimeException | Error e) {
            failures++;
            retryAt = nanoTime.getAsLong()
                    + Duration.ofSeconds(1L << Math.min(failures, MOST_FAILURES))
                            .toNanos();
            if (isLeading() && !isPrepared && failures >= MOST_FAILURES) {
                LOG.error(
                        "{} cannot begin to lead, and lets another instance lead; it tries again after {} s",
                        instance,
                        TIME_FOR_OTHERS.toSeconds(),
                        e);
                handOver();
            } else {
                LOG.error(
                        "{} cannot {}, which is tried again",
                        instance,
                        isLeading() ? "begin to lead" : "end its work",
                        e);
            }
        }
    }

    /** Leads no more. The lease is released when the work has ended, since another instance may be able to do it. */
    private void handOver() {
        mayTakeAt = nanoTime.getAsLong() + TIME_FOR_OTHERS.toNanos();
        isHandingOver = true;
        held.set(null);
    }

    private String successor() {
        return leader().map(other -> "; " + other.instance() + " leads").orElse("");
    }

    @Override
    public Optional<Leader> leader() {
        Seen last = seen;
        if (isLeading()) {
            return Optional.ofNullable(last).map(its -> its.lease().leader());
        }
        return Optional.ofNullable(last)
                .filter(its -> nanoTime.getAsLong() - its.at() < LIFE_OF_LEASE.toNanos())
                .map(Seen::lease)
                .filter(its -> !its.hasExpired() && !its.holder().equals(instance))
                .map(Lease.Stored::leader);
    }

    @Override
    public Optional<String> newerBuild() {
        return Optional.ofNullable(newerBuild);
    }

    @Override
    public void require(Connection connection) throws SQLException {
        Held its = held.get();
        if (its == null || !isCurrent(its)) {
            throw new SQLException(instance + " does not lead" + successor());
        }
        long number;
        try (NamedStatement current = FENCING_NUMBER.prepare(connection)) {
            number = current.first(row -> row.getLong(1)).orElseThrow();
        }
        if (number != its.number()) {
            held.compareAndSet(its, null);
            throw new SQLException(instance + " does not lead any more: found the fencing number " + number
                    + ", expected its own, " + its.number());
        }
    }

    @Override
    public void standDown() {
        standsDown = true;
    }

    @Override
    public void close() {
        standDown();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "What {} does as a leader has not ended within {} s of the stop",
                        instance,
                        LONGEST_CLOSE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (held.getAndSet(null) != null) {
                release();
            }
            try {
                lease.close();
            } catch (SQLException e) {
                LOG.warn("The connection of the lease was not closed: {}", e.getMessage());
            }
        }
    }

    private synchronized void release() {
        try {
            lease.release();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The lease was not released, and expires within 12 seconds: {}", e.getMessage());
        }
    }
}
