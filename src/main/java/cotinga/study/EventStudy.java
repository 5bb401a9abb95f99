package cotinga.study;

import cotinga.base.NewYork;
import cotinga.measure.Truth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the price of one market did after the episodes of a condition.
 *
 * <p>An episode counts once, on its first week. The entry is the close of the first session after the day in New York on which this week
 * was published, so nothing is known too early. Numbers are not rounded.
 *
 * @param weeks the number of weeks of the market
 * @param definedWeeks the number of weeks in which the condition is defined
 * @param episodes all episodes, also those without a return
 * @param horizons one result for each horizon
 * @param possibleRolls all sessions of the market that are possible rolls; prices are those of the front month, without adjustment
 * @param rollsSince the first session that could be checked, which has 250 returns before it; null if there is none
 */
public record EventStudy(
        int weeks,
        int definedWeeks,
        List<Episode> episodes,
        List<HorizonResult> horizons,
        List<PossibleRoll> possibleRolls,
        @Nullable LocalDate rollsSince) {
    public EventStudy {
        episodes = List.copyOf(episodes);
        horizons = List.copyOf(horizons);
        possibleRolls = List.copyOf(possibleRolls);
    }

    /**
     * Computes a study.
     *
     * @param publishedAt when each week was published, in seconds since 1970-01-01T00:00Z
     * @param condition for each week whether it satisfies the condition
     * @param prices those of the market
     * @param horizons how long a position is held
     */
    public static EventStudy of(long[] publishedAt, List<Truth> condition, StudyPrices prices, List<Horizon> horizons) {
        if (publishedAt.length != condition.size()) {
            throw new IllegalArgumentException("There are " + publishedAt.length + " times of publication and "
                    + condition.size() + " weeks of a condition, expected the same number");
        }
        Bars bars = prices.bars();
        Rolls rolls = prices.rolls();
        int[] days =
                Arrays.stream(publishedAt).mapToInt(EventStudy::dayInNewYork).toArray();
        List<Position[]> positions = horizons.stream()
                .map(horizon -> Arrays.stream(days)
                        .mapToObj(day -> bars.position(day, horizon))
                        .toArray(Position[]::new))
                .toList();
        ConditionSeries series = new ConditionSeries(condition);
        List<Episode> episodes = episodes(series, days, bars, rolls, positions);
        return new EventStudy(
                condition.size(),
                series.size(),
                episodes,
                results(series, horizons, positions, episodes),
                rolls.sessions(),
                rolls.since());
    }

    private static int dayInNewYork(long second) {
        return (int)
                LocalDate.ofInstant(Instant.ofEpochSecond(second), NewYork.ZONE).toEpochDay();
    }

    private static List<Episode> episodes(
            ConditionSeries series, int[] days, Bars bars, Rolls rolls, List<Position[]> positions) {
        int[] starts = new int[series.size()];
        int count = series.episodes(0, starts);
        int[] firstWeeks = Arrays.stream(starts, 0, count).map(series::week).toArray();
        List<List<EpisodeReturn>> returns = positions.stream()
                .map(atHorizon -> returns(firstWeeks, atHorizon, bars, rolls))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(episode -> {
                    int entry = bars.entry(days[firstWeeks[episode]]);
                    return new Episode(
                            firstWeeks[episode],
                            series.length(starts[episode]),
                            entry == Bars.NONE ? null : bars.date(entry),
                            returns.stream()
                                    .map(atHorizon -> atHorizon.get(episode))
                                    .toList());
                })
                .toList();
    }

    /** The returns of all episodes at one horizon. */
    private static List<EpisodeReturn> returns(int[] firstWeeks, Position[] positions, Bars bars, Rolls rolls) {
        List<EpisodeReturn> returns = new ArrayList<>();
        Position before = Position.none(NoReturn.NO_PRICE);
        for (int week : firstWeeks) {
            Position position = positions[week];
            boolean hasReturn = position.hasReturn();
            returns.add(new EpisodeReturn(
                    position.percent(),
                    position.reason(),
                    hasReturn ? bars.date(position.exit()) : null,
                    hasReturn && before.hasReturn() && position.overlaps(before),
                    rolls.isIn(position)));
            before = hasReturn ? position : before;
        }
        return returns;
    }

    private static List<HorizonResult> results(
            ConditionSeries series, List<Horizon> horizons, List<Position[]> positions, List<Episode> episodes) {
        List<double[]> returns = positions.stream()
                .map(atHorizon ->
                        Arrays.stream(atHorizon).mapToDouble(Position::percent).toArray())
                .toList();
        List<Tally> bases = returns.stream()
                .map(percents -> {
                    Tally tally = new Tally();
                    Arrays.stream(percents).forEach(tally::add);
                    return tally;
                })
                .toList();
        List<NullModel> nullModels = new Rotations(series).compare(returns, bases);
        return IntStream.range(0, horizons.size())
                .mapToObj(horizon -> new HorizonResult(
                        horizons.get(horizon),
                        Summary.of(episodes.stream()
                                .map(episode -> episode.returns().get(horizon))
                                .toList()),
                        BaseRate.of(bases.get(horizon)),
                        nullModels.get(horizon)))
                .toList();
    }
}
