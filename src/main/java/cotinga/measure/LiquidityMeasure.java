package cotinga.measure;

import cotinga.base.NewYork;
import cotinga.report.WeekColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/** The mean daily volume before the publication, open interest, and how many such days 1 % of open interest takes to trade. */
final class LiquidityMeasure extends Measure {
    private static final int SESSIONS = 20;
    private static final int FEWEST_VOLUMES = 15;
    private static final double PERCENT = 100.0;

    LiquidityMeasure() {
        super("liquidity");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    boolean hasGroup(Basis basis) {
        return false;
    }

    @Override
    boolean needsPrices() {
        return true;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(1);
    }

    /** Its last sessions may be long ago. */
    @Override
    boolean mayDependOnEarlier(MarketSeries newest, Target target) {
        Sessions sessions = newest.input().sessions();
        return sessions.since() != Sessions.ALL
                && sessions.before(publicationDay(newest, newest.size() - 1)) < SESSIONS;
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(
                Part.main(Kind.WHOLE),
                Part.named("open_interest", Kind.WHOLE),
                Part.named("days_to_trade", Kind.TWO_DECIMALS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Sessions sessions = market.input().sessions();
        double[] openInterest = market.column(WeekColumn.OPEN_INTEREST);
        Values volume = new Values(market.size());
        Values days = new Values(market.size());
        for (int week = 0; week < market.size(); week++) {
            double mean = sessions.dates().length == 0 ? Double.NaN : meanVolume(market, week);
            if (Double.isNaN(mean)) {
                volume.setAbsent(week, Reason.NO_PRICE);
            } else {
                volume.set(week, mean);
            }
            if (Double.isNaN(mean) || mean == 0.0) {
                days.setAbsent(week, Reason.NO_PRICE);
            } else if (Double.isNaN(openInterest[week])) {
                days.setAbsent(week, Reason.MISSING);
            } else {
                days.set(week, openInterest[week] / PERCENT / mean);
            }
        }
        return List.of(volume, new Series(market.weeks(), openInterest).plain(), days);
    }

    /** NaN if too few of the last sessions before the day of publication have a volume. */
    private static double meanVolume(MarketSeries market, int week) {
        Sessions sessions = market.input().sessions();
        int end = sessions.before(publicationDay(market, week));
        double sum = 0.0;
        int count = 0;
        for (int session = Math.max(0, end - SESSIONS); session < end; session++) {
            double volume = sessions.volumes()[session];
            if (!Double.isNaN(volume)) {
                sum += volume;
                count++;
            }
        }
        return count < FEWEST_VOLUMES ? Double.NaN : sum / count;
    }

    private static int publicationDay(MarketSeries market, int week) {
        Instant publishedAt = Instant.ofEpochSecond(market.input().history().publishedAt()[week]);
        return (int) LocalDate.ofInstant(publishedAt, NewYork.ZONE).toEpochDay();
    }
}
