package cotinga.study;

import cotinga.base.NewYork;
import cotinga.measure.Sessions;
import cotinga.measure.Truth;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A second implementation of {@link EventStudy} that repeats its definition, without regard to cost. */
final class StudyDefinition {
    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal EQUAL_SHARES = new BigDecimal("1e-30");
    private static final double EQUAL_MEANS = 1e-9;

    private final long[] publishedAt;
    private final List<Truth> condition;
    private final List<Horizon> horizons;
    private final List<LocalDate> dates = new ArrayList<>();
    private final List<Double> closes = new ArrayList<>();
    private final List<Integer> entries;
    private final Map<Horizon, List<Object>> outcomes;
    private final List<PossibleRoll> rolls = new ArrayList<>();
    private @Nullable LocalDate rollsSince;

    StudyDefinition(long[] publishedAt, List<Truth> condition, Sessions sessions, List<Horizon> horizons) {
        this.publishedAt = publishedAt;
        this.condition = condition;
        this.horizons = horizons;
        for (int session = 0; session < sessions.dates().length; session++) {
            if (!Double.isNaN(sessions.closes()[session])) {
                dates.add(LocalDate.ofEpochDay(sessions.dates()[session]));
                closes.add(sessions.closes()[session]);
            }
        }
        entries = weeks().map(this::entryAfter).toList();
        outcomes = horizons.stream().collect(Collectors.toMap(horizon -> horizon, horizon -> weeks().map(
                        week -> outcomeAfter(week, horizon))
                .toList()));
        findRolls();
    }

    EventStudy study() {
        List<Integer> starts = starts(condition);
        return new EventStudy(
                condition.size(),
                (int) condition.stream()
                        .filter(value -> value != Truth.UNDEFINED)
                        .count(),
                starts.stream().map(this::episode).toList(),
                horizons.stream().map(horizon -> result(horizon, starts)).toList(),
                rolls,
                rollsSince);
    }

    private Episode episode(int start) {
        int end = start;
        while (end < condition.size() && isTrue(condition, end)) {
            end++;
        }
        int entry = entry(start);
        return new Episode(
                start,
                end - start,
                entry < 0 ? null : dates.get(entry),
                horizons.stream().map(horizon -> episodeReturn(start, horizon)).toList());
    }

    private EpisodeReturn episodeReturn(int start, Horizon horizon) {
        Object outcome = outcome(start, horizon);
        if (outcome instanceof NoReturn reason) {
            return new EpisodeReturn(Double.NaN, reason, null, false, false);
        }
        int exit = (int) outcome;
        Set<LocalDate> held = held(start, exit);
        Set<LocalDate> heldBefore = starts(condition).stream()
                .filter(earlier -> earlier < start && outcome(earlier, horizon) instanceof Integer)
                .reduce((one, other) -> other)
                .map(earlier -> held(earlier, (int) outcome(earlier, horizon)))
                .orElse(Set.of());
        return new EpisodeReturn(
                percent(entry(start), exit),
                null,
                dates.get(exit),
                held.stream().anyMatch(heldBefore::contains),
                rolls.stream().anyMatch(roll -> held.contains(roll.session())));
    }

    /** The sessions after an entry, up to an exit. */
    private Set<LocalDate> held(int week, int exit) {
        return new HashSet<>(dates.subList(entry(week) + 1, exit + 1));
    }

    private HorizonResult result(Horizon horizon, List<Integer> starts) {
        List<Double> base = returns(horizon, weeks().toList());
        List<Double> observed = returns(horizon, starts);
        List<EpisodeReturn> episodes =
                starts.stream().map(start -> episodeReturn(start, horizon)).toList();
        double[] sorted = observed.stream().mapToDouble(value -> value).sorted().toArray();
        return new HorizonResult(
                horizon,
                new Summary(
                        observed.size(),
                        percentage(observed),
                        wilson(observed),
                        mean(observed),
                        quantile(sorted, 0),
                        quantile(sorted, 1),
                        quantile(sorted, 2),
                        quantile(sorted, 3),
                        quantile(sorted, 4),
                        (int) episodes.stream()
                                .filter(EpisodeReturn::isOverlapping)
                                .count(),
                        (int) episodes.stream()
                                .filter(EpisodeReturn::hasPossibleRoll)
                                .count()),
                new BaseRate(base.size(), percentage(base), mean(base)),
                nullModel(horizon, base, observed));
    }

    private NullModel nullModel(Horizon horizon, List<Double> base, List<Double> observed) {
        if (observed.isEmpty()) {
            return new NullModel(0, Double.NaN, Double.NaN);
        }
        List<Integer> defined =
                weeks().filter(week -> condition.get(week) != Truth.UNDEFINED).toList();
        BigDecimal baseShare = share(base);
        double baseMean = mean(base);
        int rotations = 0;
        int shares = 0;
        int means = 0;
        for (int offset : Rotations.offsets(defined.size())) {
            List<Truth> rotated = new ArrayList<>(condition);
            for (int index = 0; index < defined.size(); index++) {
                rotated.set(defined.get((index + offset) % defined.size()), condition.get(defined.get(index)));
            }
            List<Double> found = returns(horizon, starts(rotated));
            if (!found.isEmpty()) {
                rotations++;
                BigDecimal distance = share(found).subtract(baseShare).abs().add(EQUAL_SHARES);
                shares += distance.compareTo(share(observed).subtract(baseShare).abs()) >= 0 ? 1 : 0;
                means += Math.abs(mean(found) - baseMean) + EQUAL_MEANS >= Math.abs(mean(observed) - baseMean) ? 1 : 0;
            }
        }
        return new NullModel(rotations, (1.0 + shares) / (1.0 + rotations), (1.0 + means) / (1.0 + rotations));
    }

    private static List<Integer> starts(List<Truth> series) {
        return IntStream.range(0, series.size())
                .filter(week -> isTrue(series, week) && (week == 0 || !isTrue(series, week - 1)))
                .boxed()
                .toList();
    }

    private static boolean isTrue(List<Truth> series, int week) {
        return series.get(week) == Truth.TRUE;
    }

    private List<Double> returns(Horizon horizon, List<Integer> weeks) {
        return weeks.stream()
                .filter(week -> outcome(week, horizon) instanceof Integer)
                .map(week -> percent(entry(week), (int) outcome(week, horizon)))
                .toList();
    }

    private LocalDate day(int week) {
        return Instant.ofEpochSecond(publishedAt[week]).atZone(NewYork.ZONE).toLocalDate();
    }

    private Stream<Integer> weeks() {
        return IntStream.range(0, condition.size()).boxed();
    }

    private int entry(int week) {
        return entries.get(week);
    }

    /** The session of the exit, or the reason for none. */
    private Object outcome(int week, Horizon horizon) {
        return Objects.requireNonNull(outcomes.get(horizon)).get(week);
    }

    private int entryAfter(int week) {
        LocalDate day = day(week);
        return IntStream.range(0, dates.size())
                .filter(session -> dates.get(session).isAfter(day))
                .limit(1)
                .filter(session -> !dates.get(session).isAfter(day.plusDays(7)))
                .findFirst()
                .orElse(-1);
    }

    private Object outcomeAfter(int week, Horizon horizon) {
        if (dates.isEmpty()) {
            return NoReturn.NO_PRICE;
        }
        LocalDate last = dates.get(dates.size() - 1);
        int entry = entry(week);
        if (entry < 0) {
            return day(week).isBefore(last) ? NoReturn.NO_PRICE : NoReturn.BEYOND_LAST_PRICE;
        }
        int exit = entry + horizon.length();
        if (horizon.isInWeeks()) {
            LocalDate end = dates.get(entry).plusWeeks(horizon.length());
            if (end.isAfter(last)) {
                return NoReturn.BEYOND_LAST_PRICE;
            }
            exit = Stream.iterate(end, day -> day.minusDays(1))
                    .limit(6)
                    .filter(dates::contains)
                    .findFirst()
                    .map(dates::indexOf)
                    .orElse(-1);
            if (exit < 0) {
                return NoReturn.NO_PRICE;
            }
        }
        if (exit >= dates.size()) {
            return NoReturn.BEYOND_LAST_PRICE;
        }
        return closes.get(entry) <= 0 || closes.get(exit) <= 0 ? (Object) NoReturn.NOT_POSITIVE : (Object) exit;
    }

    private double percent(int entry, int exit) {
        return 100 * (closes.get(exit) / closes.get(entry) - 1);
    }

    private void findRolls() {
        List<Double> before = new ArrayList<>();
        for (int session = 1; session < dates.size(); session++) {
            if (closes.get(session - 1) > 0 && closes.get(session) > 0) {
                double percent = percent(session - 1, session);
                if (before.size() >= 250) {
                    rollsSince = rollsSince == null ? dates.get(session) : rollsSince;
                    double[] window = before.subList(before.size() - 250, before.size()).stream()
                            .mapToDouble(value -> value)
                            .toArray();
                    double median = median(DoubleStream.of(window));
                    double deviation = median(DoubleStream.of(window).map(value -> Math.abs(value - median)));
                    if (Math.abs(percent) > 8 * deviation) {
                        rolls.add(new PossibleRoll(dates.get(session), percent));
                    }
                }
                before.add(percent);
            }
        }
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[124] + sorted[125]) / 2;
    }

    private static BigDecimal share(List<Double> returns) {
        long positive = returns.stream().filter(value -> value > 0).count();
        return BigDecimal.valueOf(positive).divide(BigDecimal.valueOf(returns.size()), DIGITS);
    }

    private static double percentage(List<Double> returns) {
        return returns.isEmpty() ? Double.NaN : 100 * share(returns).doubleValue();
    }

    private static double mean(List<Double> returns) {
        return returns.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    /** The solutions p of (share − p)² = z²·p·(1 − p)/n. */
    private static Interval wilson(List<Double> returns) {
        if (returns.isEmpty()) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double share = share(returns).doubleValue();
        double square = 1.959963984540054 * 1.959963984540054 / returns.size();
        double a = 1 + square;
        double b = 2 * share + square;
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * share * share));
        return new Interval(100 * (b - root) / (2 * a), 100 * (b + root) / (2 * a));
    }

    private static double quantile(double[] sorted, int quarters) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = (sorted.length - 1) * quarters / 4.0;
        int floor = (int) Math.floor(place);
        int ceiling = (int) Math.ceil(place);
        return (1 - (place - floor)) * sorted[floor] + (place - floor) * sorted[ceiling];
    }
}
