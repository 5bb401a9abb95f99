package cotinga.api;

import cotinga.payload.Edition;
import cotinga.report.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** For how long an answer may be kept, and what tells it apart from all others at the same address. */
public final class Freshness {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** For how long the time of the next run is remembered: schedules are asked for at most once in it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int TAG_LENGTH = 32;

    private final Supplier<Edition> published;
    private final String fingerprint;
    private final Supplier<Optional<Instant>> nextRun;
    private final List<String> cacheControls;
    private final Clock clock;
    private volatile Schedule schedule = new Schedule(Instant.MIN, Optional.empty());
    private volatile Moment moment;

    /**
     * @param published the edition that readers are given now
     * @param fingerprint the build and the settings that shape payloads
     * @param nextRun when a run can begin that publishes something; empty when none is scheduled
     * @param forOneReader whether an answer is for the one that asked alone, as reads need a key
     * @param clock that of the scheduler
     */
    public Freshness(
            Supplier<Edition> published,
            String fingerprint,
            Supplier<Optional<Instant>> nextRun,
            boolean forOneReader,
            Clock clock) {
        this.published = published;
        this.fingerprint = fingerprint;
        this.nextRun = nextRun;
        String readers = forOneReader ? "private" : "public";
        this.cacheControls = LongStream.rangeClosed(0, LONGEST.toSeconds())
                .mapToObj(seconds -> readers + ", max-age=" + seconds)
                .toList();
        this.clock = clock;
        this.moment = new Moment(Edition.NONE);
    }

    private record Schedule(Instant askedAt, Optional<Instant> nextRun) {}

    /** What readers are given when a request comes. */
    public final class Moment {
        private final Edition edition;
        private final String source;

        private Moment(Edition edition) {
            this.edition = edition;
            TreeMap<String, Long> asOf = new TreeMap<>();
            edition.variants().forEach((variant, figures) -> asOf.put(variant.key(), figures.asOf()));
            source = String.join(
                    "\n",
                    fingerprint,
                    "v" + edition.dataVersion(),
                    edition.createdAt().toString(),
                    asOf.toString());
        }

        /**
         * What the strong entity tag of an answer of this moment has between its quotes.
         *
         * @param address with its parameters
         * @param accept which formats were asked for
         * @param coding the content coding
         */
        public String tag(String address, String accept, String coding) {
            String all = String.join("\n", source, address, accept, coding);
            return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, TAG_LENGTH);
        }

        /** Whether something else has been published since. */
        public boolean isOver() {
            return published.get().dataVersion() != edition.dataVersion();
        }
    }

    /** What readers are given now. */
    public Moment now() {
        Edition edition = published.get();
        Moment known = moment;
        if (!known.edition.equals(edition)) {
            known = new Moment(edition);
            moment = known;
        }
        return known;
    }

    /** {@code Cache-Control} of an answer: it holds for five minutes, or until the next run can begin. */
    public String cacheControl() {
        Instant now = clock.instant();
        Duration untilNextRun =
                schedule(now).nextRun().map(next -> Duration.between(now, next)).orElse(LONGEST);
        long seconds = Math.max(0, Math.min(untilNextRun.toSeconds(), LONGEST.toSeconds()));
        return cacheControls.get((int) seconds);
    }

    private Schedule schedule(Instant now) {
        Schedule known = schedule;
        if (now.isBefore(known.askedAt()) || !now.minus(REMEMBERED).isBefore(known.askedAt())) {
            known = new Schedule(now, nextRun.get());
            schedule = known;
        }
        return known;
    }
}
