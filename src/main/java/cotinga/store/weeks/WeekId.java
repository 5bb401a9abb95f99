package cotinga.store.weeks;

import cotinga.report.ReportVariant;

/**
 * The numbers by which markets and weeks are stored: a market is its variant's number times 1,000,000 plus a sequence, a week its
 * market times 100,000 plus the days from 1970-01-01 to its report date. The weeks of a market are
 * therefore adjacent, in the order of their dates, and so are the markets of a variant.
 */
public final class WeekId {
    private static final int MARKETS_PER_VARIANT = 1_000_000;
    private static final int DATES_PER_MARKET = 100_000;

    private WeekId() {}

    /** The variant's number in the table of variants; it does not depend on the order of the enum. */
    public static int variant(ReportVariant variant) {
        return switch (variant) {
            case LEGACY_FO -> 1;
            case LEGACY_CO -> 2;
            case DISAGG_FO -> 3;
            case DISAGG_CO -> 4;
            case TFF_FO -> 5;
            case TFF_CO -> 6;
            case CIT_CO -> 7;
        };
    }

    /** The number before the first market (or name) of a variant. */
    static int marketsBefore(ReportVariant variant) {
        return variant(variant) * MARKETS_PER_VARIANT;
    }

    /** A week's number; the report date counts days since 1970-01-01. */
    static long of(int marketId, int reportDate) {
        if (reportDate < 0 || reportDate >= DATES_PER_MARKET) {
            throw new IllegalArgumentException("the report date " + reportDate + " cannot be stored: expected 0 to "
                    + (DATES_PER_MARKET - 1) + " days since 1970-01-01");
        }
        return marketId * (long) DATES_PER_MARKET + reportDate;
    }

    static long firstOfVariant(ReportVariant variant) {
        return of(marketsBefore(variant), 0);
    }

    static long lastOfVariant(ReportVariant variant) {
        return of(marketsBefore(variant) + MARKETS_PER_VARIANT - 1, DATES_PER_MARKET - 1);
    }

    static long firstOfMarket(int marketId) {
        return of(marketId, 0);
    }

    static long lastOfMarket(int marketId) {
        return of(marketId, DATES_PER_MARKET - 1);
    }

    static int market(long weekId) {
        return (int) (weekId / DATES_PER_MARKET);
    }

    static int reportDate(long weekId) {
        return (int) (weekId % DATES_PER_MARKET);
    }
}
