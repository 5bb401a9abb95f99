package cotinga.api;

import cotinga.base.Sha256;
import cotinga.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The lifetime and the entity tag of cacheable responses. */
public final class Freshness {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The lifetime of the time of the next run: the schedule is read at most once within it. */
    private static final Duration SCHEDULE_LIFETIME = Duration.ofSeconds(1);

    private static final int HASH_LENGTH = 32;

    /** The header {@code Cache-Status} (RFC 9211) of a response while the database does not answer. */
    private static final String WITHOUT_DATABASE = "cotinga; hit; detail=database-unreachable";

    private final Supplier<Snapshot> published;
    private final String fingerprint;
    private final Supplier<Optional<Instant>> nextRun;
    private final BooleanSupplier isInContact;
    private final List<String> cacheControls;
    private final Clock clock;
    private volatile Schedule schedule = new Schedule(Instant.MIN, Optional.empty());
    private volatile Moment moment;

    /**
     * @param published the current snapshot
     * @param fingerprint the build and the settings that shape payloads
     * @param nextRun when the next run that can publish begins; empty when none is scheduled
     * @param isInContact whether the database answers, so that a newer snapshot would be noticed
     * @param forOneReader whether a response must not be shared, as reads require a key
     * @param clock the clock of the scheduler
     */
    public Freshness(
            Supplier<Snapshot> published,
            String fingerprint,
            Supplier<Optional<Instant>> nextRun,
            BooleanSupplier isInContact,
            boolean forOneReader,
            Clock clock) {
        this.published = published;
        this.fingerprint = fingerprint;
        this.nextRun = nextRun;
        this.isInContact = isInContact;
        String readers = forOneReader ? "private" : "public";
        this.cacheControls = LongStream.rangeClosed(0, LONGEST.toSeconds())
                .mapToObj(seconds -> readers + ", max-age=" + seconds)
                .toList();
        this.clock = clock;
        this.moment = new Moment(Snapshot.NONE);
    }

    /**
     * Identifies the representation that a request selects.
     *
     * @param moment the snapshot
     * @param tag the strong entity tag, without quotes. It begins with the data version
     */
    public record Validator(Moment moment, String tag) {}

    private record Schedule(Instant readAt, Optional<Instant> nextRun) {}

    /** The snapshot at the moment of a request. */
    public final class Moment {
        private final Snapshot snapshot;
        private final String source;

        private Moment(Snapshot snapshot) {
            this.snapshot = snapshot;
            TreeMap<String, Long> asOf = new TreeMap<>();
            snapshot.variants().forEach((variant, figures) -> asOf.put(variant.key(), figures.asOf()));
            source = String.join(
                    "\n",
                    fingerprint,
                    "v" + snapshot.dataVersion(),
                    snapshot.createdAt().toString(),
                    asOf.toString());
        }

        /**
         * Identifies a representation of this snapshot.
         *
         * @param address with its parameters
         * @param accept the header {@code Accept}
         * @param coding the content coding
         */
        public Validator validator(String address, String accept, Coding coding) {
            String all = String.join("\n", source, address, accept, coding.key());
            String hash = Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LENGTH);
            return new Validator(this, snapshot.dataVersion() + IfNoneMatch.AFTER_VERSION + hash);
        }

        /** Whether a newer snapshot has been published. */
        public boolean isOver() {
            return published.get().dataVersion() != snapshot.dataVersion();
        }
    }

    /** The current snapshot. */
    public Moment now() {
        Snapshot snapshot = published.get();
        Moment known = moment;
        if (!known.snapshot.equals(snapshot)) {
            known = new Moment(snapshot);
            moment = known;
        }
        return known;
    }

    /** The header {@code Cache-Control}: a response is fresh for five minutes, or until the next run begins. */
    public String cacheControl() {
        Instant now = clock.instant();
        Duration untilNextRun =
                schedule(now).nextRun().map(next -> Duration.between(now, next)).orElse(LONGEST);
        long seconds = Math.max(0, Math.min(untilNextRun.toSeconds(), LONGEST.toSeconds()));
        return cacheControls.get((int) seconds);
    }

    /** The header {@code Cache-Status}; null while the database answers. A response can then only come from a cache, and may be outdated. */
    public @Nullable String cacheStatus() {
        return isInContact.getAsBoolean() ? null : WITHOUT_DATABASE;
    }

    private Schedule schedule(Instant now) {
        Schedule known = schedule;
        if (now.isBefore(known.readAt()) || !now.minus(SCHEDULE_LIFETIME).isBefore(known.readAt())) {
            known = new Schedule(now, nextRun.get());
            schedule = known;
        }
        return known;
    }
}
