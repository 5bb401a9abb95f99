package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.payload.Edition;
import cotinga.release.Looks;
import cotinga.release.Release;
import cotinga.release.ReleaseCalendar;
import cotinga.release.ReleaseWatch;
import cotinga.release.WatchState;
import cotinga.report.ReportVariant;
import cotinga.run.ReleaseCheck.Outcome;
import cotinga.store.Download;
import cotinga.store.DownloadStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at weekly files while a release is expected, and what came of them. A look is one conditional request; only a changed file
 * asks for a run.
 */
public final class ReleasePolling {
    private static final Logger LOG = LoggerFactory.getLogger(ReleasePolling.class);

    /** How many runs one content may ask for: a content that cannot be stored does not ask for a run each minute. */
    private static final int RUNS_PER_CONTENT = 3;

    private final ReleaseCalendar calendar;
    private final ReleaseWatch watch;
    private final Set<ReportVariant> variants;
    private final Archives archives;
    private final DownloadStore downloads;
    private final Supplier<Map<ReportVariant, LocalDate>> stored;
    private final Supplier<Edition> published;
    private final BooleanSupplier isRunUnderWay;
    private final Clock clock;
    private final Map<ReportVariant, ReleaseCheck> last = new EnumMap<>(ReportVariant.class);
    private final Map<String, Integer> runsStarted = new HashMap<>();
    private @Nullable LocalDate day;

    /**
     * Looks.
     *
     * @param variants the reports to watch
     * @param stored the newest report date of each variant that has weeks, published or not
     * @param published the edition that readers are given now
     * @param isRunUnderWay whether a report run is asking for archives anyway
     */
    public ReleasePolling(
            ReleaseCalendar calendar,
            Set<ReportVariant> variants,
            Archives archives,
            DownloadStore downloads,
            Supplier<Map<ReportVariant, LocalDate>> stored,
            Supplier<Edition> published,
            BooleanSupplier isRunUnderWay,
            Clock clock) {
        this.calendar = calendar;
        this.watch = new ReleaseWatch(calendar, variants);
        this.variants = EnumSet.copyOf(variants);
        this.archives = archives;
        this.downloads = downloads;
        this.stored = stored;
        this.published = published;
        this.isRunUnderWay = isRunUnderWay;
        this.clock = clock;
    }

    /** Begins a round; it has nothing to look at while none is due, and while a run asks anyway. */
    public CheckRound begin() {
        Instant now = clock.instant();
        forgetYesterday(now);
        Looks looks = isRunUnderWay.getAsBoolean() ? Looks.none() : watch.looks(now, watchState());
        CheckRound round = new CheckRound(looks);
        if (looks.reason() != Looks.Reason.NOTHING_EXPECTED) {
            LOG.debug("Looking for a release ({}): {}", looks.reason(), looks.first());
        }
        return round;
    }

    /** The CFTC answered that a file has not changed. */
    public void unchanged(Archive archive) {
        archives.confirmUnchanged(archive);
        note(archive, Outcome.UNCHANGED, "unchanged");
    }

    /** The CFTC sent a file, which is news unless its content is the one that is stored. */
    public void received(CheckRound round, Archive archive, Map<String, Object> headers, InputStream body)
            throws IOException {
        Optional<String> content = archives.newContent(archive, headers, body);
        if (content.isEmpty()) {
            note(archive, Outcome.UNCHANGED, "unchanged");
        } else if (mayStartRun(archive, content.get())) {
            LOG.info("{}: the file has changed", archive.label());
            note(archive, Outcome.NEWS, "changed");
            round.addChanged(archive.variant());
        } else {
            note(archive, Outcome.FAILED, "changed, but its content could not be stored; the next sweep tries again");
        }
    }

    /** The CFTC has no such file now. */
    public void absent(Archive archive) {
        note(archive, Outcome.FAILED, "404 for " + archive.path() + ", expected a file");
    }

    /** The CFTC gave no answer, which is no news. */
    public void failed(Archive archive, Exception failure) {
        Failures.error(failure)
                .ifPresent(error -> LOG.error("{}: a release check failed: {}", archive.label(), error, failure));
        note(archive, Outcome.FAILED, Failures.reason(failure));
    }

    /** The releases that are expected, and the last release check. */
    public ReleaseState state() {
        Instant now = clock.instant();
        Edition edition = published.get();
        Map<ReportVariant, ReleaseState.OfVariant> ofVariants = new EnumMap<>(ReportVariant.class);
        for (ReportVariant variant : variants) {
            Optional<LocalDate> newest =
                    Optional.ofNullable(edition.variants().get(variant)).map(Edition.VariantFigures::lastDate);
            ofVariants.put(
                    variant,
                    new ReleaseState.OfVariant(
                            newest, calendar.nextRelease(variant, now), calendar.isLate(variant, newest, now)));
        }
        return new ReleaseState(nextRelease(now), ofVariants, lastCheck());
    }

    /** The first of the releases that the variants expect next. */
    private Release nextRelease(Instant now) {
        return variants.stream()
                .map(variant -> calendar.nextRelease(variant, now))
                .min(Comparator.comparing(Release::moment).thenComparing(Release::reportDate))
                .orElseThrow();
    }

    private synchronized Optional<ReleaseCheck> lastCheck() {
        return last.values().stream().max(Comparator.comparing(ReleaseCheck::at));
    }

    private synchronized WatchState watchState() {
        Map<ReportVariant, LocalDate> newest = stored.get();
        Map<ReportVariant, Instant> lookedAt = new EnumMap<>(ReportVariant.class);
        Set<ReportVariant> failing = EnumSet.noneOf(ReportVariant.class);
        last.forEach((variant, check) -> {
            lookedAt.put(variant, check.at());
            if (check.outcome() == Outcome.FAILED) {
                failing.add(variant);
            }
        });
        return new WatchState(newest, lookedAt, failing, newsAt(newest));
    }

    /** When the newest week of all was stored first, as far as weekly files tell. */
    private Optional<Instant> newsAt(Map<ReportVariant, LocalDate> newest) {
        Optional<LocalDate> newestOfAll = newest.values().stream().max(Comparator.naturalOrder());
        return newest.entrySet().stream()
                .filter(entry -> newestOfAll.filter(entry.getValue()::equals).isPresent())
                .map(entry -> Archive.weekly(entry.getKey()))
                .flatMap(weekly -> downloads.find(weekly.path(), weekly.firstYear(), weekly.lastYear()).stream())
                .map(Download::loadedAt)
                .min(Comparator.naturalOrder());
    }

    private synchronized void note(Archive archive, Outcome outcome, String message) {
        ReleaseCheck check = new ReleaseCheck(
                clock.instant(), Archive.weekly(archive.variant()).fileName(), outcome, message);
        ReleaseCheck before = last.put(archive.variant(), check);
        boolean isKnown = before != null
                && before.outcome() == outcome
                && before.message().equals(message);
        if (outcome == Outcome.FAILED && !isKnown) {
            LOG.warn("{}: a look at it failed, which is no news: {}", archive.label(), message);
        }
    }

    private synchronized boolean mayStartRun(Archive archive, String content) {
        return runsStarted.merge(archive.path() + " " + content, 1, Integer::sum) <= RUNS_PER_CONTENT;
    }

    private synchronized void forgetYesterday(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ReleaseCalendar.ZONE);
        if (!today.equals(day)) {
            day = today;
            runsStarted.clear();
        }
    }
}
