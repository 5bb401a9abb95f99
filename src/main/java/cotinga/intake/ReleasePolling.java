package cotinga.intake;

import cotinga.base.NewYork;
import cotinga.cftc.Archive;
import cotinga.intake.ReleaseCheck.Outcome;
import cotinga.release.Release;
import cotinga.release.ReleaseCalendar;
import cotinga.release.ReleaseCheckPlan;
import cotinga.release.ReleaseWatch;
import cotinga.release.WatchState;
import cotinga.report.ReportVariant;
import cotinga.run.Failures;
import cotinga.run.ReportRuns;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.Snapshots;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.DownloadStore;
import cotinga.store.weeks.VariantStore;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Release checks of the weekly files, and their outcomes. A check is one conditional request; a run is started for changed files
 * only.
 */
public final class ReleasePolling {
    private static final Logger LOG = LoggerFactory.getLogger(ReleasePolling.class);

    /** The most runs that one content may start, so that content that cannot be stored does not start a run every minute. */
    private static final int RUNS_PER_CONTENT = 3;

    private final ReleaseCalendar calendar;
    private final ReleaseWatch watch;
    private final Set<ReportVariant> variants;
    private final Archives archives;
    private final DownloadStore downloads;
    private final VariantStore stored;
    private final Snapshots published;
    private final ReportRuns runs;
    private final Clock clock;
    private final Map<ReportVariant, ReleaseCheck> last = new EnumMap<>(ReportVariant.class);
    private final Map<String, Integer> runsStarted = new HashMap<>();
    private @Nullable LocalDate day;

    /**
     * Creates the release checks.
     *
     * @param variants the reports to check
     * @param stored shows the newest report dates, published or not
     * @param published the published snapshot
     * @param runs the report runs; an active one requests the files anyway
     */
    public ReleasePolling(
            ReleaseCalendar calendar,
            Set<ReportVariant> variants,
            Archives archives,
            DownloadStore downloads,
            VariantStore stored,
            Snapshots published,
            ReportRuns runs,
            Clock clock) {
        this.calendar = calendar;
        this.watch = new ReleaseWatch(calendar, variants);
        this.variants = EnumSet.copyOf(variants);
        this.archives = archives;
        this.downloads = downloads;
        this.stored = stored;
        this.published = published;
        this.runs = runs;
        this.clock = clock;
    }

    /** Begins a round of checks. It is empty while no file is due, and while a run is active. */
    public CheckRound begin() {
        Instant now = clock.instant();
        forgetYesterday(now);
        ReleaseCheckPlan plan = runs.isUnderWay() ? ReleaseCheckPlan.none() : watch.plan(now, watchState(now));
        CheckRound round = new CheckRound(plan);
        if (plan.reason() != ReleaseCheckPlan.Reason.NOTHING_EXPECTED) {
            LOG.debug("Release check ({}): {}", plan.reason(), plan.first());
        }
        return round;
    }

    /** The CFTC responded that a file has not changed. */
    public void unchanged(Archive archive) {
        archives.confirm(archive);
        note(archive, Outcome.UNCHANGED, "unchanged");
    }

    /** The CFTC sent a file, which has changed unless its content is the stored content. */
    public void received(CheckRound round, Archive archive, Map<String, Object> headers, InputStream body)
            throws IOException {
        Optional<String> newContent = archives.newContent(archive, headers, body);
        if (newContent.isEmpty()) {
            note(archive, Outcome.UNCHANGED, "unchanged");
        } else if (mayStartRun(archive, newContent.get())) {
            LOG.info("{}: the file has changed", archive.label());
            note(archive, Outcome.CHANGED, "changed");
            round.addChanged(archive.variant());
        } else {
            note(
                    archive,
                    Outcome.FAILED,
                    "changed, but its content could not be stored; the next full check retries it");
        }
    }

    /** The CFTC does not have the file now. */
    public void absent(Archive archive) {
        note(archive, Outcome.FAILED, "404 for " + archive.path() + ", expected a file");
    }

    /** The CFTC did not respond. */
    public void failed(Archive archive, Exception failure) {
        Failures.error(failure)
                .ifPresent(error -> LOG.error("{}: release check failed: {}", archive.label(), error, failure));
        note(archive, Outcome.FAILED, Failures.reason(failure));
    }

    /** The releases that are expected, and the last release check. */
    public ReleaseState state() {
        Instant now = clock.instant();
        Snapshot snapshot = published.get();
        Map<ReportVariant, ReleaseState.OfVariant> ofVariants = new EnumMap<>(ReportVariant.class);
        for (ReportVariant variant : variants) {
            Optional<LocalDate> newest =
                    Optional.ofNullable(snapshot.variants().get(variant)).map(Snapshot.VariantFigures::lastDate);
            ofVariants.put(variant, state(variant, newest, now));
        }
        return new ReleaseState(nextRelease(now), ofVariants, lastCheck());
    }

    private ReleaseState.OfVariant state(ReportVariant variant, Optional<LocalDate> newest, Instant now) {
        boolean isLate = calendar.isLate(variant, newest, now);
        return new ReleaseState.OfVariant(
                newest,
                newest.map(date -> calendar.publishedAt(variant, date)),
                calendar.nextRelease(variant, now),
                isLate,
                newest.filter(date -> isLate)
                        .map(date -> calendar.releaseAfter(variant, date).moment()));
    }

    /** The earliest of the next releases of the variants. */
    private Release nextRelease(Instant now) {
        return variants.stream()
                .map(variant -> calendar.nextRelease(variant, now))
                .min(Comparator.comparing(Release::moment).thenComparing(Release::reportDate))
                .orElseThrow();
    }

    private synchronized Optional<ReleaseCheck> lastCheck() {
        return last.values().stream().max(Comparator.comparing(ReleaseCheck::at));
    }

    private synchronized WatchState watchState(Instant now) {
        Map<ReportVariant, LocalDate> newest = stored.newestReportDates(LocalDate.ofInstant(now, NewYork.ZONE));
        Map<ReportVariant, Instant> checkedAt = new EnumMap<>(ReportVariant.class);
        Set<ReportVariant> failing = EnumSet.noneOf(ReportVariant.class);
        last.forEach((variant, check) -> {
            checkedAt.put(variant, check.at());
            if (check.outcome() == Outcome.FAILED) {
                failing.add(variant);
            }
        });
        return new WatchState(newest, checkedAt, failing, newWeekAt(newest));
    }

    /** When the newest week was stored first, by the records of the weekly files. */
    private Optional<Instant> newWeekAt(Map<ReportVariant, LocalDate> newest) {
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
            LOG.warn("{}: release check failed; it is repeated: {}", archive.label(), message);
        }
    }

    private synchronized boolean mayStartRun(Archive archive, String digest) {
        return runsStarted.merge(archive.path() + " " + digest, 1, Integer::sum) <= RUNS_PER_CONTENT;
    }

    private synchronized void forgetYesterday(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, NewYork.ZONE);
        if (!today.equals(day)) {
            day = today;
            runsStarted.clear();
        }
    }
}
