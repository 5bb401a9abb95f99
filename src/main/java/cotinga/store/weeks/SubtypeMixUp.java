package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Detects from the markets of one report date that the file of one subtype has the content of the other. Combined includes futures only,
 * so its open interest is never smaller. It is equal where a market has no options, which is true of many markets, but not of nearly
 * all. While the week of the other subtype is not stored, the week before shows which of the two a market continues.
 */
final class SubtypeMixUp {
    private static final int FEWEST_MARKETS = 10;

    /** Percent of the markets that both subtypes have. */
    private static final int NEARLY_ALL_SAME = 90;

    /** Percent of the markets whose open interest differs. */
    private static final int NEARLY_ALL_REVERSED = 95;

    /** Percent of the markets whose open interest differed clearly before. */
    private static final int MOST_CONTINUE_THE_OTHER = 80;

    /** A difference of the logarithms; a market's open interest rarely moves so much in a week. */
    private static final double CLEARLY = 0.1;

    private final ReportVariant own;
    private final LocalDate day;
    private int both;
    private int same;
    private int reversed;
    private int inOrder;
    private int continued;
    private int continuedByOther;

    SubtypeMixUp(ReportVariant own, LocalDate day) {
        this.own = own;
        this.day = day;
    }

    /** Compares a market whose week both subtypes have. */
    void compare(int ownOpenInterest, int otherOpenInterest, boolean isSame) {
        both++;
        if (isSame) {
            same++;
        } else if (ownOpenInterest != otherOpenInterest) {
            boolean isOwnSmaller = ownOpenInterest < otherOpenInterest;
            if (isOwnSmaller == (own.subtype() == Subtype.FO)) {
                inOrder++;
            } else {
                reversed++;
            }
        }
    }

    /** Compares a market by the week before, which both subtypes have. */
    void compareWithBefore(int openInterest, int ownBefore, int otherBefore) {
        if (openInterest <= 0 || ownBefore <= 0 || otherBefore <= 0) {
            return;
        }
        double fromOwn = Math.abs(Math.log((double) openInterest / ownBefore));
        double fromOther = Math.abs(Math.log((double) openInterest / otherBefore));
        if (Math.abs(Math.log((double) ownBefore / otherBefore)) > CLEARLY) {
            continued++;
            if (fromOther < fromOwn) {
                continuedByOther++;
            }
        }
    }

    /** What was found instead of the weeks of the subtype; empty when they are plausible. */
    Optional<String> found() {
        if (areMost(same, both, NEARLY_ALL_SAME)) {
            return Optional.of("weeks of " + day + " that equal those of " + other().path() + " for " + same + " of "
                    + both + " markets");
        }
        if (areMost(reversed, reversed + inOrder, NEARLY_ALL_REVERSED)) {
            return Optional.of("weeks of " + day + " whose open interest is "
                    + (own.subtype() == Subtype.FO ? "above" : "below") + " that of " + other().path() + " for "
                    + reversed + " of " + (reversed + inOrder) + " markets");
        }
        if (both < FEWEST_MARKETS && areMost(continuedByOther, continued, MOST_CONTINUE_THE_OTHER)) {
            return Optional.of("weeks of " + day + " that continue those of " + other().path() + " for "
                    + continuedByOther + " of " + continued + " markets");
        }
        return Optional.empty();
    }

    private static boolean areMost(int number, int of, int percent) {
        return of >= FEWEST_MARKETS && 100L * number >= (long) percent * of;
    }

    private ReportVariant other() {
        return SubtypeCheck.other(own);
    }
}
