package cotinga.release;

import cotinga.base.NewYork;
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
 * Decides which weekly files to check, so that a release is found within a minute at the cost of few requests.
 *
 * <p>Checks take place on working days in New York on which a release is expected or overdue. From 15:25 each file is checked once. Then
 * one file, the probe, is checked every minute from 15:30 to 17:00 and every quarter of an hour until 20:00. When a new week appears,
 * the files that lack it are checked instead of the probe, until all have it.
 */
public final class ReleaseWatch {
    private static final LocalTime OPENING = ReleaseCalendar.TIME.minusMinutes(5);
    private static final LocalTime END_OF_MINUTES = LocalTime.of(17, 0);
    private static final LocalTime END = LocalTime.of(20, 0);
    private static final int MINUTES_OF_QUARTER = 15;

    private final ReleaseCalendar calendar;
    private final Set<ReportVariant> variants;

    /** @param variants the variants to check */
    public ReleaseWatch(ReleaseCalendar calendar, Set<ReportVariant> variants) {
        this.calendar = calendar;
        this.variants = EnumSet.copyOf(variants);
    }

    /** Returns the files to check now. Called every minute, it plans every check once. */
    public ReleaseCheckPlan plan(Instant now, WatchState state) {
        ZonedDateTime local = now.atZone(NewYork.ZONE);
        if (!isOpen(local)) {
            return ReleaseCheckPlan.none();
        }
        Set<ReportVariant> behind = behindOthers(local, state);
        Set<ReportVariant> lacking = lackingAt(at(local, ReleaseCalendar.TIME), state);
        lacking.addAll(behind);
        Set<ReportVariant> unchecked = notCheckedSince(at(local, OPENING), lacking, state);
        if (!unchecked.isEmpty()) {
            return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.OPENING, unchecked, lacking);
        }
        if (lacking.isEmpty() || !isDue(local, lacking, state)) {
            return ReleaseCheckPlan.none();
        }
        if (!behind.isEmpty() && hasNewWeekToday(local, state)) {
            return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.LACKING, behind, lacking);
        }
        return ReleaseCheckPlan.at(ReleaseCheckPlan.Reason.PROBE, EnumSet.of(probe(lacking, behind, state)), lacking);
    }

    private static boolean isOpen(ZonedDateTime local) {
        LocalTime minute = local.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return !minute.isBefore(OPENING) && !minute.isAfter(END) && FederalHolidays.isWorkingDay(local.toLocalDate());
    }

    /** The variants without the newest release that is due. */
    private Set<ReportVariant> lackingAt(Instant moment, WatchState state) {
        Set<ReportVariant> lacking = EnumSet.noneOf(ReportVariant.class);
        variants.stream()
                .filter(variant -> !calendar.lastRelease(variant, moment).isIn(newest(variant, state)))
                .forEach(lacking::add);
        return lacking;
    }

    /** The variants without the newest week of all, except those that the calendar expects on a later day. */
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

    private static Set<ReportVariant> notCheckedSince(Instant moment, Set<ReportVariant> lacking, WatchState state) {
        Set<ReportVariant> unchecked = EnumSet.copyOf(lacking);
        unchecked.removeIf(variant -> Optional.ofNullable(state.checkedAt().get(variant))
                .filter(check -> !check.isBefore(moment))
                .isPresent());
        return unchecked;
    }

    /** Whether no file was checked yet in this minute, or, after 17:00, in this quarter of an hour. */
    private static boolean isDue(ZonedDateTime local, Set<ReportVariant> lacking, WatchState state) {
        if (local.toLocalTime().isBefore(ReleaseCalendar.TIME)) {
            return false;
        }
        ZonedDateTime minute = local.truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime since = minute.toLocalTime().isAfter(END_OF_MINUTES)
                ? minute.minusMinutes(minute.getMinute() % MINUTES_OF_QUARTER)
                : minute;
        return lacking.stream()
                .flatMap(variant -> Optional.ofNullable(state.checkedAt().get(variant)).stream())
                .noneMatch(check -> !check.isBefore(since.toInstant()));
    }

    private static boolean hasNewWeekToday(ZonedDateTime local, WatchState state) {
        return state.newWeekAt()
                .filter(moment -> LocalDate.ofInstant(moment, NewYork.ZONE).equals(local.toLocalDate()))
                .isPresent();
    }

    /** Prefers a variant whose last check succeeded and that is not behind others. */
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
