package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.payload.Edition;
import cotinga.release.Release;
import cotinga.release.ReleaseCalendar;
import cotinga.release.ReleaseCheckPlan;
import cotinga.release.ReleaseWatch;
import cotinga.release.WatchState;
import cotinga.report.NewYork;
import cotinga.report.ReportVariant;
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
import java.util.LinkedHashMap;
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
public final class ReleaseLooks {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseLooks.class);

    /** How many runs one content may ask for: a content that cannot be stored does not ask for a run each minute. */
    private static final int RUNS_FOR_A_CONTENT = 3;

    private final ReleaseCalendar calendar;
    private final ReleaseWatch watch;
    private final Set<ReportVariant> variants;
    private final Archives archives;
    private final DownloadStore downloads;
    private final Supplier<Map<ReportVariant, LocalDate>> stored;
    private final Supplier<Edition> published;
    private final BooleanSupplier isRunUnderWay;
    private final Clock clock;
    private final Map<ReportVariant, Look> last = new EnumMap<>(ReportVariant.class);
    private final Map<String, Integer> runsAskedFor = new HashMap<>();
    private @Nullable LocalDate day;

    /** What came of one look. */
    private record Look(ReportVariant variant, Instant at, Outcome outcome, String message) {}

    /** What can come of a look. */
    private enum Outcome {
        UNCHANGED,
        NEWS,
        FAILED;

        String key() {
            return switch (this) {
                case UNCHANGED -> "unchanged";
                case NEWS -> "news";
                case FAILED -> "failed";
            };
        }
    }

    /**
     * Looks.
     *
     * @param variants the reports to watch
     * @param stored the newest report date of each variant that has weeks, published or not
     * @param published the edition that readers are given now
     * @param isRunUnderWay whether a report run is asking for archives anyway
     */
    public ReleaseLooks(
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
    public LookRound begin() {
        Instant now = clock.instant();
        forgetYesterday(now);
        ReleaseCheckPlan looks = isRunUnderWay.getAsBoolean() ? ReleaseCheckPlan.none() : watch.plan(now, watchState());
        LookRound round = new LookRound(looks);
        if (looks.reason() != ReleaseCheckPlan.Reason.NOTHING_EXPECTED) {
            LOG.debug("Looking for a release ({}): {}", looks.reason(), looks.first());
        }
        return round;
    }

    /** The CFTC answered that a file has not changed. */
    public void unchanged(Archive archive) {
        archives.seen(archive);
        note(archive, Outcome.UNCHANGED, "unchanged");
    }

    /** The CFTC sent a file, which is news unless its content is the one that is stored. */
    public void answered(LookRound round, Archive archive, Map<String, Object> headers, InputStream body)
            throws IOException {
        Optional<String> content = archives.newContent(archive, headers, body);
        if (content.isEmpty()) {
            note(archive, Outcome.UNCHANGED, "unchanged");
        } else if (mayAskForARun(archive, content.get())) {
            LOG.info("{}: the file has changed", archive.label());
            note(archive, Outcome.NEWS, "changed");
            round.foundNews(archive.variant());
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

    /**
     * What is expected and what was seen last, as payload: {@code next_release}, {@code late}, {@code variants} and
     * {@code last_look}; moments are ISO 8601, UTC.
     */
    public Map<String, Object> state() {
        Instant now = clock.instant();
        Edition edition = published.get();
        Map<String, Object> ofVariants = new LinkedHashMap<>();
        boolean late = false;
        for (ReportVariant variant : variants) {
            Optional<LocalDate> newest =
                    Optional.ofNullable(edition.variants().get(variant)).map(Edition.VariantFigures::lastDate);
            boolean isLate = calendar.isLate(variant, newest, now);
            late |= isLate;
            Map<String, Object> its = new LinkedHashMap<>();
            its.put("newest_report_date", newest.map(LocalDate::toString).orElse(null));
            its.put("next_release", json(calendar.nextRelease(variant, now)));
            its.put("late", isLate);
            ofVariants.put(variant.key(), its);
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("next_release", json(nextRelease(now)));
        state.put("late", late);
        state.put("variants", ofVariants);
        state.put("last_look", lastLook());
        return state;
    }

    /** The first of the releases that the variants expect next. */
    private Release nextRelease(Instant now) {
        return variants.stream()
                .map(variant -> calendar.nextRelease(variant, now))
                .min(Comparator.comparing(Release::moment).thenComparing(Release::reportDate))
                .orElseThrow();
    }

    private static Map<String, Object> json(Release release) {
        return Map.of(
                "report_date", release.reportDate().toString(),
                "expected_at", release.moment().toString());
    }

    private synchronized @Nullable Map<String, Object> lastLook() {
        return last.values().stream()
                .max(Comparator.comparing(Look::at))
                .<Map<String, Object>>map(look -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("at", look.at().toString());
                    shown.put("file", Archive.weekly(look.variant()).fileName());
                    shown.put("outcome", look.outcome().key());
                    shown.put("message", look.message());
                    return shown;
                })
                .orElse(null);
    }

    private synchronized WatchState watchState() {
        Map<ReportVariant, LocalDate> newest = stored.get();
        Map<ReportVariant, Instant> lookedAt = new EnumMap<>(ReportVariant.class);
        Set<ReportVariant> failing = EnumSet.noneOf(ReportVariant.class);
        last.forEach((variant, look) -> {
            lookedAt.put(variant, look.at());
            if (look.outcome() == Outcome.FAILED) {
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
        Look look = new Look(archive.variant(), clock.instant(), outcome, message);
        Look before = last.put(archive.variant(), look);
        boolean isKnown = before != null
                && before.outcome() == outcome
                && before.message().equals(message);
        if (outcome == Outcome.FAILED && !isKnown) {
            LOG.warn("{}: a look at it failed, which is no news: {}", archive.label(), message);
        }
    }

    private synchronized boolean mayAskForARun(Archive archive, String content) {
        return runsAskedFor.merge(archive.path() + " " + content, 1, Integer::sum) <= RUNS_FOR_A_CONTENT;
    }

    private synchronized void forgetYesterday(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, NewYork.ZONE);
        if (!today.equals(day)) {
            day = today;
            runsAskedFor.clear();
        }
    }
}
