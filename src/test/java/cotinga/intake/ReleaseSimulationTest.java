package cotinga.intake;

import static cotinga.base.NewYork.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.release.ReleaseCalendar;
import cotinga.release.ReleaseWatch;
import cotinga.release.RuleAlone;
import cotinga.release.WatchState;
import cotinga.report.ReportVariant;
import cotinga.run.RunScope;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * The years 2025 and 2026, at every time of the schedule, with the shutdown backlog, the holidays and both changes of the
 * clocks in each year: the real decisions, with a model of the CFTC that counts the requests.
 *
 * <p>In the model a release begins at its moment or up to 25 minutes later; the files of the variants appear within a minute of each
 * other, but one of them in every fourth release much later.
 */
class ReleaseSimulationTest {
    private static final Set<ReportVariant> VARIANTS = EnumSet.allOf(ReportVariant.class);
    private static final int FIRST_YEAR = 1986;
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final LocalTime WINDOW_BEGIN = LocalTime.of(15, 30);
    private static final LocalTime WINDOW_END = LocalTime.of(17, 0);
    private static final Duration QUARTER_OF_AN_HOUR = Duration.ofMinutes(15);
    private static final LocalTime LAST_QUARTER = LocalTime.of(19, 45);
    private static final LocalDate FIRST_WEEK = LocalDate.of(2024, 12, 31);
    private static final Instant BEGIN = at("2025-01-01T00:00");
    private static final Instant END = at("2026-12-31T00:00");

    private static final ReleaseCalendar TRUTH = ReleaseCalendar.shipped();

    @BeforeAll
    static void knowsTheYears() {
        assertThat(publishedAt(LocalDate.of(2025, 9, 30))).isEqualTo(at("2025-11-19T15:30"));
    }

    @Test
    void findsEveryReleaseWithinTwoMinutesWithTheLateWeeks() {
        Simulation simulation = new Simulation(ReleaseCalendar.shipped(), new Cftc());
        simulation.run();

        assertEachWeekIsFoundInTime(simulation);
        assertLittleIsAskedOnDaysWithoutNews(simulation);
    }

    @Test
    void findsEveryReleaseWithinTwoMinutesWithoutTheLateWeeks() {
        Simulation simulation = new Simulation(RuleAlone.calendar(), new Cftc());
        simulation.run();

        assertEachWeekIsFoundInTime(simulation);
        assertLittleIsAskedOnDaysWithoutNews(simulation);
        assertThat(simulation.requestsOn(LocalDate.of(2025, 10, 22)))
                .as("a working day of the shutdown: checked with few requests")
                .isBetween(100, 200);
    }

    @Test
    void findsAReleaseAtAnotherTimeInTheNextFullCheck() {
        Cftc cftc = new Cftc();
        Map<LocalDate, Instant> odd = Map.of(
                LocalDate.of(2026, 4, 7), at("2026-04-09T10:00"), // a day early, in the morning
                LocalDate.of(2026, 4, 14), at("2026-04-17T18:41"),
                LocalDate.of(2026, 4, 21), at("2026-04-24T21:30"),
                LocalDate.of(2026, 4, 28), at("2026-05-02T12:00"), // a Saturday
                LocalDate.of(2026, 5, 5), at("2026-05-12T11:00"));
        odd.forEach(cftc::moveRelease);
        cftc.correct(LocalDate.of(2026, 3, 31), at("2026-04-08T11:00"));
        Simulation simulation = new Simulation(ReleaseCalendar.shipped(), cftc);
        simulation.run();

        odd.forEach((week, moment) -> assertThat(simulation.foundAt(ReportVariant.LEGACY_FO, week))
                .as("%s, released at %s", week, moment)
                .isBetween(moment, nextFullCheck(moment)));
        assertThat(simulation.foundAt(ReportVariant.LEGACY_FO, LocalDate.of(2026, 4, 14)))
                .as("in the evening every quarter of an hour")
                .isBefore(at("2026-04-17T18:46"));
        assertThat(simulation.correctionFoundAt).isEqualTo(at("2026-04-08T17:05"));
    }

    @Test
    void followsDaylightSavingTimeInNewYork() {
        Ticks ticks = new Ticks(Ticks.watch());
        List<Instant> firstOfDay = new ArrayList<>();
        for (String day : List.of("2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02")) {
            firstOfDay.add(ticks.next(at(day + "T00:00")));
        }

        assertThat(firstOfDay)
                .containsExactly(
                        Instant.parse("2026-03-06T20:00:00Z"),
                        Instant.parse("2026-03-09T19:00:00Z"),
                        Instant.parse("2026-10-30T19:00:00Z"),
                        Instant.parse("2026-11-02T20:00:00Z"));
        assertThat(new Ticks(Ticks.fullCheck()).next(at("2026-03-07T00:00"))).isEqualTo(at("2026-03-09T17:05"));
    }

    private static void assertEachWeekIsFoundInTime(Simulation simulation) {
        int weeks = 0;
        for (LocalDate week : simulation.cftc.weeks()) {
            for (ReportVariant variant : VARIANTS) {
                Instant appeared = simulation.cftc.appearsAt(variant, week);
                Instant found = simulation.foundAt(variant, week);
                assertThat(found)
                        .as("%s of %s, released at %s", week, variant, appeared.atZone(ZONE))
                        .isBetween(appeared, latestFind(appeared));
                weeks++;
            }
        }
        assertThat(weeks).isEqualTo(103 * VARIANTS.size());
    }

    private static void assertLittleIsAskedOnDaysWithoutNews(Simulation simulation) {
        Map<LocalDate, Integer> quiet = new TreeMap<>(simulation.requests);
        quiet.keySet().removeAll(simulation.daysWithNews);
        assertThat(quiet).hasSizeGreaterThan(400);
        assertThat(quiet.values()).allMatch(requests -> requests < 200);
    }

    private static boolean isInWindow(Instant moment) {
        LocalTime time = LocalTime.ofInstant(moment, ZONE);
        return !time.isBefore(WINDOW_BEGIN) && !time.isAfter(WINDOW_END.minus(TWO_MINUTES));
    }

    /** The time by which a week that appeared in an afternoon must be found. */
    private static Instant latestFind(Instant appeared) {
        if (isInWindow(appeared)) {
            return appeared.plus(TWO_MINUTES);
        }
        return LocalTime.ofInstant(appeared, ZONE).isBefore(LAST_QUARTER)
                ? appeared.plus(QUARTER_OF_AN_HOUR)
                : nextFullCheck(appeared);
    }

    private static Instant nextFullCheck(Instant moment) {
        return new Ticks(Ticks.fullCheck()).next(moment.minusSeconds(1));
    }

    /** The weeks of all variants; none was late alone in these years. */
    private static Instant publishedAt(LocalDate week) {
        return TRUTH.publishedAt(ReportVariant.LEGACY_FO, week);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    /** The times of a schedule, as Quartz computes them. */
    private static final class Ticks {
        private final CronExpression cron;

        Ticks(String cron) {
            try {
                this.cron = new CronExpression(cron);
            } catch (ParseException e) {
                throw new IllegalArgumentException(e);
            }
            this.cron.setTimeZone(TimeZone.getTimeZone(ZONE));
        }

        Instant next(Instant after) {
            return cron.getNextValidTimeAfter(Date.from(after)).toInstant();
        }

        /** The schedule of release checks. */
        static String watch() {
            try {
                Matcher found = Pattern.compile("cron: \"([0-9][^\"]+)\"")
                        .matcher(Files.readString(Path.of("routes", "reports", "schedule.camel.yaml")));
                assertThat(found.find()).isTrue();
                return found.group(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The schedule of full checks. */
        static String fullCheck() {
            Properties settings = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
                settings.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return settings.getProperty("cotinga.cftc.schedule");
        }
    }

    /** The files of the CFTC at a time. */
    private static final class Cftc {
        private final Random random = new Random(20260609);
        private final Map<LocalDate, Map<ReportVariant, Instant>> appearances = new TreeMap<>();
        private @Nullable Instant correctedAt;

        Cftc() {
            for (LocalDate week = FIRST_WEEK; publishedAt(week).isBefore(END); week = weekAfter(week)) {
                release(week, publishedAt(week).plusSeconds(random.nextInt(25 * 60)));
            }
        }

        private static LocalDate weekAfter(LocalDate week) {
            return TRUTH.nextRelease(ReportVariant.LEGACY_FO, publishedAt(week)).reportDate();
        }

        private void release(LocalDate week, Instant moment) {
            Map<ReportVariant, Instant> ofVariants = new EnumMap<>(ReportVariant.class);
            VARIANTS.forEach(variant -> ofVariants.put(variant, moment.plusSeconds(random.nextInt(60))));
            if (appearances.size() % 4 == 3) {
                ReportVariant slow = List.copyOf(VARIANTS).get(1 + random.nextInt(VARIANTS.size() - 1));
                ofVariants.put(slow, moment.plusSeconds(60L * (5 + random.nextInt(200))));
            }
            appearances.put(week, ofVariants);
        }

        void moveRelease(LocalDate week, Instant moment) {
            VARIANTS.forEach(
                    variant -> Objects.requireNonNull(appearances.get(week)).put(variant, moment));
        }

        /** The file of the first variant changes without a new week. */
        void correct(LocalDate week, Instant moment) {
            assertThat(appearances).containsKey(week);
            correctedAt = moment;
        }

        /** The weeks that appear in the simulated time. */
        List<LocalDate> weeks() {
            return appearances.keySet().stream()
                    .filter(week -> !publishedAt(week).isBefore(BEGIN))
                    .filter(week -> !week.isBefore(LocalDate.of(2025, 1, 7)))
                    .toList();
        }

        Instant appearsAt(ReportVariant variant, LocalDate week) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(appearances.get(week)).get(variant));
        }

        /** The weeks that a variant has, oldest first; its weekly file holds the last of them. */
        List<LocalDate> weeks(ReportVariant variant, Instant now) {
            return appearances.keySet().stream()
                    .filter(week -> !appearsAt(variant, week).isAfter(now))
                    .toList();
        }

        /** The identity of an edition of a weekly file. */
        String weeklyFile(ReportVariant variant, Instant now) {
            String corrected = variant == ReportVariant.LEGACY_FO && correctedAt != null && !correctedAt.isAfter(now)
                    ? " corrected"
                    : "";
            List<LocalDate> weeks = weeks(variant, now);
            return weeks.isEmpty() ? "none" : weeks.get(weeks.size() - 1) + corrected;
        }
    }

    /** A simple pipeline with the real decisions, which downloads from the model. */
    private static final class Simulation {
        final Cftc cftc;
        final Map<LocalDate, Integer> requests = new TreeMap<>();
        final Set<LocalDate> daysWithNews = new HashSet<>();
        Instant correctionFoundAt = Instant.MAX;
        private final ReleaseWatch watch;
        private final Map<ReportVariant, Map<LocalDate, Instant>> found = new EnumMap<>(ReportVariant.class);
        private final Map<ReportVariant, String> files = new EnumMap<>(ReportVariant.class);
        private final Map<ReportVariant, Instant> checkedAt = new EnumMap<>(ReportVariant.class);
        private final Map<ReportVariant, Instant> loadedAt = new EnumMap<>(ReportVariant.class);
        private final List<Archive> bundles = VARIANTS.stream()
                .filter(variant -> Archive.dataBegin(variant) == 2006)
                .map(variant -> Archive.bundle(variant, 2006, 2009))
                .toList();

        Simulation(ReleaseCalendar calendar, Cftc cftc) {
            this.watch = new ReleaseWatch(calendar, VARIANTS);
            this.cftc = cftc;
            VARIANTS.forEach(variant -> {
                found.put(variant, new HashMap<>());
                load(variant, BEGIN);
            });
        }

        void run() {
            Ticks looks = new Ticks(Ticks.watch());
            Ticks fullChecks = new Ticks(Ticks.fullCheck());
            Instant look = looks.next(BEGIN);
            Instant fullCheck = fullChecks.next(BEGIN);
            while (look.isBefore(END) || fullCheck.isBefore(END)) {
                if (look.isBefore(fullCheck)) {
                    look(look);
                    look = looks.next(look);
                } else {
                    fullCheck(fullCheck);
                    fullCheck = fullChecks.next(fullCheck);
                }
            }
        }

        Instant foundAt(ReportVariant variant, LocalDate week) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(found.get(variant)).get(week), () -> week + " of " + variant);
        }

        int requestsOn(LocalDate day) {
            return requests.getOrDefault(day, 0);
        }

        /** Does what the route check-releases does. */
        private void look(Instant now) {
            CheckRound round = new CheckRound(watch.plan(now, state()));
            round.first().forEach(archive -> look(round, archive, now));
            round.next().forEach(archive -> look(round, archive, now));
            if (round.hasChanged()) {
                run(round.scope(), now);
            }
        }

        private void look(CheckRound round, Archive archive, Instant now) {
            count(1, now);
            checkedAt.put(archive.variant(), now);
            if (!cftc.weeklyFile(archive.variant(), now).equals(files.get(archive.variant()))) {
                round.addChanged(archive.variant());
            }
        }

        private void fullCheck(Instant now) {
            run(RunScope.fullCheck(LocalDate.ofInstant(now, ZONE), bundles), now);
        }

        private void run(RunScope scope, Instant now) {
            Set<ReportVariant> variants = scope.of(VARIANTS);
            int year = LocalDate.ofInstant(now, ZONE).getYear();
            List<Archive> archives = new ArrayList<>(ArchivePlan.weekly(variants));
            archives.addAll(scope.yearly(variants, FIRST_YEAR, year));
            archives.addAll(scope.bundles(List.of(), variants));
            count(archives.size(), now);
            variants.forEach(variant -> load(variant, now));
        }

        private void load(ReportVariant variant, Instant now) {
            String file = cftc.weeklyFile(variant, now);
            if (file.equals(files.put(variant, file))) {
                return;
            }
            loadedAt.put(variant, now);
            daysWithNews.add(LocalDate.ofInstant(now, ZONE));
            cftc.weeks(variant, now)
                    .forEach(week -> Objects.requireNonNull(found.get(variant)).putIfAbsent(week, now));
            if (file.endsWith("corrected") && now.isBefore(correctionFoundAt)) {
                correctionFoundAt = now;
            }
        }

        private WatchState state() {
            Map<ReportVariant, LocalDate> newest = new EnumMap<>(ReportVariant.class);
            found.forEach((variant, weeks) -> weeks.keySet().stream()
                    .max(Comparator.naturalOrder())
                    .ifPresent(week -> newest.put(variant, week)));
            Optional<LocalDate> newestOfAll = newest.values().stream().max(Comparator.naturalOrder());
            Optional<Instant> newsAt = newest.entrySet().stream()
                    .filter(entry ->
                            newestOfAll.filter(entry.getValue()::equals).isPresent())
                    .map(entry -> Objects.requireNonNull(loadedAt.get(entry.getKey())))
                    .min(Comparator.naturalOrder());
            return new WatchState(newest, checkedAt, Set.of(), newsAt);
        }

        private void count(int asked, Instant now) {
            requests.merge(LocalDate.ofInstant(now, ZONE), asked, Integer::sum);
        }
    }
}
