package cotinga.sandbox;

import cotinga.report.ReportType;
import cotinga.report.Role;
import cotinga.report.TraderGroup;
import java.util.Arrays;
import java.util.List;

/**
 * The positions of the trader groups of a report type, in contracts. On each side the positions and the spreads add up to the open
 * interest. The last group is the small, non-reportable traders; in the supplemental report it is the index traders.
 *
 * @param openInterest contracts outstanding
 * @param longs per group
 * @param shorts per group
 * @param spreads per group, 0 if the group has none
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from model to text; it is never compared
record Positions(int openInterest, int[] longs, int[] shorts, int[] spreads) {

    /** The sum of both, which a combined report contains if these are the futures and the others the options. */
    Positions plus(Positions other) {
        return new Positions(
                openInterest + other.openInterest,
                sums(longs, other.longs),
                sums(shorts, other.shorts),
                sums(spreads, other.spreads));
    }

    /**
     * The same positions in the groups of the legacy report: the speculative groups together, then the commercial ones, whose spreads
     * count as longs and as shorts, then the small traders.
     */
    Positions asLegacy(ReportType from) {
        int[] legacyLongs = new int[3];
        int[] legacyShorts = new int[3];
        int[] legacySpreads = new int[3];
        List<TraderGroup> groups = from.groups();
        for (int group = 0; group < groups.size(); group++) {
            Role role = groups.get(group).role();
            int target = legacyGroup(role);
            int hidden = role == Role.SPECULATIVE ? 0 : spreads[group];
            legacyLongs[target] += longs[group] + hidden;
            legacyShorts[target] += shorts[group] + hidden;
            legacySpreads[target] += spreads[group] - hidden;
        }
        return new Positions(openInterest, legacyLongs, legacyShorts, legacySpreads);
    }

    /** These positions with a part of the commercial longs counted as speculative, as if the CFTC had misclassified a trader. */
    Positions misclassified(ReportType type, double part) {
        List<Role> roles = type.groups().stream().map(TraderGroup::role).toList();
        int commercial = roles.indexOf(Role.COMMERCIAL);
        int moved = (int) (longs[commercial] * part);
        int[] newLongs = longs.clone();
        newLongs[commercial] -= moved;
        newLongs[roles.indexOf(Role.SPECULATIVE)] += moved;
        return new Positions(openInterest, newLongs, shorts, spreads);
    }

    /** The legacy group of a role. */
    static int legacyGroup(Role role) {
        return switch (role) {
            case SPECULATIVE -> 0;
            case COMMERCIAL -> 1;
            case SMALL -> 2;
            case INDEX -> throw new IllegalArgumentException("A legacy report has no index traders");
        };
    }

    /**
     * These legacy positions in the groups of the supplemental report: index traders, mostly long, hold a part of the speculative and of
     * the commercial positions.
     */
    Positions withIndexTraders(double part) {
        int[] newLongs = splitOff(longs, part);
        int[] newShorts = splitOff(shorts, part / 4);
        return new Positions(openInterest, newLongs, newShorts, Arrays.copyOf(spreads, newLongs.length));
    }

    /** Moves a part of the speculative and of the commercial group to a new last group. */
    static int[] splitOff(int[] legacy, double part) {
        int[] groups = Arrays.copyOf(legacy, legacy.length + 1);
        for (int group = 0; group < 2; group++) {
            int moved = (int) (groups[group] * part);
            groups[group] -= moved;
            groups[legacy.length] += moved;
        }
        return groups;
    }

    /**
     * The cells of a block of position columns: open interest; long, short and, if the group has any, spread of each
     * reportable group; long and short of all reportable traders, spreads included; long and short of the small
     * traders, then of index traders.
     */
    int[] cells(ReportType type) {
        List<TraderGroup> groups = type.groups();
        int small = small(groups);
        int[] cells = new int[5 + 3 * (groups.size() - 1)];
        int at = 0;
        cells[at++] = openInterest;
        for (int group = 0; group < small; group++) {
            cells[at++] = longs[group];
            cells[at++] = shorts[group];
            if (groups.get(group).hasSpread()) {
                cells[at++] = spreads[group];
            }
        }
        cells[at++] = openInterest - longs[small];
        cells[at++] = openInterest - shorts[small];
        for (int group = small; group < groups.size(); group++) {
            cells[at++] = longs[group];
            cells[at++] = shorts[group];
        }
        return Arrays.copyOf(cells, at);
    }

    /** The position of the small traders, which only index traders follow. */
    static int small(List<TraderGroup> groups) {
        int small = groups.size() - 1;
        return groups.get(small).role() == Role.INDEX ? small - 1 : small;
    }

    private static int[] sums(int[] left, int[] right) {
        int[] sums = new int[left.length];
        Arrays.setAll(sums, group -> left[group] + right[group]);
        return sums;
    }
}
