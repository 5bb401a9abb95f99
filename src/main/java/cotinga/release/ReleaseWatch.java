package cotinga.release;

import cotinga.report.NewYork;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which weekly files are looked at, so that a release is seen as it happens and little is asked while there is none.
 *
 * <p>Files are looked at on working days in New York on which a release is expected or overdue: each once from 15:25 on; then one, the
 * probe, each minute from 15:30 to 17:00 and each quarter of an hour until 20:00. From the moment a new week is there, those that lack
 * it take the probe's place until they have it too.
 */
public final class ReleaseWatch {
    private static final LocalTime OPENING = ReleaseCalendar.TIME.minusMinutes(5);
    private static final LocalTime END_OF_MINUTES = LocalTime.of(17, 0);
    private static final LocalTime END = LocalTime.of(20, 0);
    private static final int MINUTES_OF_QUARTER = 15;

    private final ReleaseCalendar calendar;
    private final Set<ReportVariant> variants;

    /** @param variants those that are wanted */
    public ReleaseWatch(ReleaseCalendar calendar, Set<ReportVariant> variants) {
        this.calendar = calendar;
        this.variants = EnumSet.copyOf(variants);
    }

    /** What to look at now; asked every minute, it lets every look happen once. */
    public ReleaseCheckPlan plan(Instant now, WatchState state) {
        ZonedDateTime local = now.atZone(NewYork.ZONE);
        if (!isOpen(local)) {
            return ReleaseCheckPlan.none();
        }
        Set<ReportVariant> behind = behindOthers(local, state);
        Set<ReportVariant> lacking = lackingAt(at(local, ReleaseCalendar.TIME), state);
        lacking.addAll(behind);
        Set<ReportVariant> unseen = notLookedAtSince(at(local, OPENING), lacking, state);
        if (!unseen.isEmpty()) {
            return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.OPENING, unseen, lacking);
        }
        if (lacking.isEmpty() || !isDue(local, lacking, state)) {
            return ReleaseCheckPlan.none();
        }
        if (!behind.isEmpty() && hasNewsToday(local, state)) {
            return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.LACKING, behind, lacking);
        }
        return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.PROBE, EnumSet.of(probe(lacking, behind, state)), lacking);
    }

    private static boolean isOpen(ZonedDateTime local) {
        LocalTime minute = local.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return !minute.isBefore(OPENING) && !minute.isAfter(END) && FederalHolidays.isWorkingDay(local.toLocalDate());
    }

    /** The variants without the newest release whose moment has come. */
    private Set<ReportVariant> lackingAt(Instant moment, WatchState state) {
        Set<ReportVariant> lacking = EnumSet.noneOf(ReportVariant.class);
        variants.stream()
                .filter(variant -> !calendar.lastRelease(variant, moment).isIn(newest(variant, state)))
                .forEach(lacking::add);
        return lacking;
    }

    /** The variants without the newest week that any variant has, but for those that the calendar has on a later day. */
    private Set<ReportVariant> behindOthers(ZonedDateTime local, WatchState state) {
        Set<ReportVariant> behind = EnumSet.noneOf(ReportVariant.class);
        state.newest().entrySet().stream().max(Map.Entry.comparingByValue()).ifPresent(newest -> variants.stream()
                .filter(variant -> !isIn(newest.getValue(), variant, state))
                .filter(variant -> !isExpectedLater(variant, newest, at(local, ReleaseCalendar.TIME)))
                .forEach(behind::add));
        return behind;
    }

    private static boolean isIn(LocalDate reportDate, ReportVariant variant, WatchState state) {
        return new Release(reportDate, Instant.EPOCH).isIn(newest(variant, state));
    }

    private boolean isExpectedLater(ReportVariant variant, Map.Entry<ReportVariant, LocalDate> newest, Instant moment) {
        Instant expected = calendar.publishedAt(variant, newest.getValue());
        return expected.isAfter(moment) && expected.isAfter(calendar.publishedAt(newest.getKey(), newest.getValue()));
    }

    private static Optional<LocalDate> newest(ReportVariant variant, WatchState state) {
        return Optional.ofNullable(state.newest().get(variant));
    }

    private static Set<ReportVariant> notLookedAtSince(Instant moment, Set<ReportVariant> lacking, WatchState state) {
        Set<ReportVariant> unseen = EnumSet.copyOf(lacking);
        unseen.removeIf(variant -> Optional.ofNullable(state.lookedAt().get(variant))
                .filter(look -> !look.isBefore(moment))
                .isPresent());
        return unseen;
    }

    /** Whether nothing was looked at yet in this minute, or after the minutes in this quarter of an hour. */
    private static boolean isDue(ZonedDateTime local, Set<ReportVariant> lacking, WatchState state) {
        if (local.toLocalTime().isBefore(ReleaseCalendar.TIME)) {
            return false;
        }
        ZonedDateTime minute = local.truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime since = minute.toLocalTime().isAfter(END_OF_MINUTES)
                ? minute.minusMinutes(minute.getMinute() % MINUTES_OF_QUARTER)
                : minute;
        return lacking.stream()
                .flatMap(variant -> Optional.ofNullable(state.lookedAt().get(variant)).stream())
                .noneMatch(look -> !look.isBefore(since.toInstant()));
    }

    private static boolean hasNewsToday(ZonedDateTime local, WatchState state) {
        return state.newsAt()
                .filter(news -> LocalDate.ofInstant(news, NewYork.ZONE).equals(local.toLocalDate()))
                .isPresent();
    }

    /** One whose last look had an answer and that is not behind others, as far as there is one. */
    private static ReportVariant probe(Set<ReportVariant> lacking, Set<ReportVariant> behind, WatchState state) {
        return lacking.stream()
                .min(Comparator.comparing(
                                (ReportVariant variant) -> state.failing().contains(variant))
                        .thenComparing(behind::contains)
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static Instant at(ZonedDateTime local, LocalTime time) {
        return local.with(time).toInstant();
    }
}
