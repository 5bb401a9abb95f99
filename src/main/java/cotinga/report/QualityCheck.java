package cotinga.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The checks of a variant before it is published. */
public enum QualityCheck {
    OPEN_INTEREST_LONG(
            true, "The longs of all groups and their spreads make the open interest, but for what rounding explains"),
    OPEN_INTEREST_SHORT(
            true, "The shorts of all groups and their spreads make the open interest, but for what rounding explains"),
    CHANGES(true, "Open interest, longs and shorts are those of the release before plus the published change"),
    WEEKS(true, "No market has fewer weeks than were published before"),
    MARKETS(false, "No release has far fewer markets than the one before"),
    REPORT_DATES(
            false,
            "Report dates are days that the CFTC reported on: Tuesdays, Mondays before a holiday and other known days, until"
                    + " September 1992 twice a month; and no release is missing between two of them"),
    OPEN_INTEREST(
            false,
            "No release has an open interest that is empty, not positive, or many times larger or smaller than before in most of its"
                    + " markets"),
    MARKET_LIST(
            false,
            "The newest release has the steady markets of those before under their names, none is new, and no week comes late");

    /** The percentage of deviations that is a warning, however old they are. */
    private static final int TOLERATED_PERCENT = 1;

    private final boolean hasMeaningWhenOld;
    private final String rule;

    QualityCheck(boolean hasMeaningWhenOld, String rule) {
        this.hasMeaningWhenOld = hasMeaningWhenOld;
        this.rule = rule;
    }

    /** The name in the store and in responses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The expectation, as a sentence. */
    public String rule() {
        return rule;
    }

    /** The check with a {@link #key}, if there is one. */
    public static Optional<QualityCheck> ofKey(String key) {
        return Arrays.stream(values()).filter(check -> check.key().equals(key)).findFirst();
    }

    /** Whether these deviations need attention: the newest release has some, or the history has many that still matter. */
    boolean warnsOf(long checked, long deviating, long newestDeviating) {
        return newestDeviating > 0 || (hasMeaningWhenOld && deviating * 100 > checked * TOLERATED_PERCENT);
    }
}
