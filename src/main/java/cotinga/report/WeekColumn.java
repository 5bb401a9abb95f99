package cotinga.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions of a week's whole numbers in its array: first the columns of the whole market, then nine for each trader group. All
 * report types share this layout. Columns that a type does not have contain {@link #MISSING}.
 */
public final class WeekColumn {
    /** A number that the CFTC did not disclose. It lies outside the range of cells. */
    public static final int MISSING = Integer.MIN_VALUE;

    public static final int OPEN_INTEREST = 0;
    public static final int OPEN_INTEREST_CHANGE = 1;
    public static final int REPORTABLE_LONG = 2;
    public static final int REPORTABLE_SHORT = 3;
    public static final int REPORTABLE_CHANGE_LONG = 4;
    public static final int REPORTABLE_CHANGE_SHORT = 5;
    public static final int TRADERS = 6;
    public static final int TRADERS_REPORTABLE_LONG = 7;
    public static final int TRADERS_REPORTABLE_SHORT = 8;
    private static final int FIRST_GROUP = 9;

    /** Offsets inside a group. */
    public static final int LONG = 0;

    public static final int SHORT = 1;
    public static final int SPREAD = 2;
    public static final int CHANGE_LONG = 3;
    public static final int CHANGE_SHORT = 4;
    public static final int CHANGE_SPREAD = 5;
    public static final int TRADERS_LONG = 6;
    public static final int TRADERS_SHORT = 7;
    public static final int TRADERS_SPREAD = 8;
    private static final int GROUP_WIDTH = 9;

    public static final int MAX_GROUPS = 5;

    /** The number of whole numbers in a week. */
    public static final int COUNT = FIRST_GROUP + MAX_GROUPS * GROUP_WIDTH;

    /** Offsets in a week's array of concentrations (percent of open interest held by the 4 or 8 largest traders). */
    public static final int GROSS_4_LONG = 0;

    public static final int GROSS_4_SHORT = 1;
    public static final int GROSS_8_LONG = 2;
    public static final int GROSS_8_SHORT = 3;
    public static final int NET_4_LONG = 4;
    public static final int NET_4_SHORT = 5;
    public static final int NET_8_LONG = 6;
    public static final int NET_8_SHORT = 7;

    /** The number of concentrations in a week. NaN stands for one that was not disclosed. */
    public static final int CONCENTRATIONS = 8;

    private static final String[] MARKET_NAMES = {
        "open_interest",
        "oi_change",
        "reportable_long",
        "reportable_short",
        "reportable_change_long",
        "reportable_change_short",
        "traders",
        "traders_reportable_long",
        "traders_reportable_short"
    };
    private static final String[] GROUP_NAMES = {
        "long",
        "short",
        "spread",
        "change_long",
        "change_short",
        "change_spread",
        "traders_long",
        "traders_short",
        "traders_spread"
    };
    private static final List<String> NAMES = names();
    private static final List<String> CONCENTRATION_NAMES = List.of(
            "gross_4_long",
            "gross_4_short",
            "gross_8_long",
            "gross_8_short",
            "net_4_long",
            "net_4_short",
            "net_8_long",
            "net_8_short");

    private WeekColumn() {}

    /** The index of a column of a trader group: {@code group(0, LONG)} is {@code g1_long}. */
    public static int group(int group, int offset) {
        return FIRST_GROUP + group * GROUP_WIDTH + offset;
    }

    /** Whether a column counts contracts, not traders. */
    public static boolean countsContracts(int index) {
        return index < FIRST_GROUP ? index < TRADERS : (index - FIRST_GROUP) % GROUP_WIDTH < TRADERS_LONG;
    }

    /** The names of the whole numbers in the store, in the order of the array. */
    public static List<String> storeNames() {
        return NAMES;
    }

    /** The names of the concentrations in the store, in the order of the array. */
    public static List<String> concentrationNames() {
        return CONCENTRATION_NAMES;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(MARKET_NAMES));
        for (int group = 1; group <= MAX_GROUPS; group++) {
            for (String name : GROUP_NAMES) {
                names.add("g" + group + "_" + name);
            }
        }
        return List.copyOf(names);
    }
}
