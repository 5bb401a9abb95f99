package cotinga.sandbox;

import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of reportable traders behind the positions of a week. A trader may be counted in several groups, so that totals are less
 * than sums.
 *
 * @param total all reportable traders
 * @param reportableLong those with a long or a spread position
 * @param reportableShort those with a short or a spread position
 * @param longs per group
 * @param shorts per group
 * @param spreads per group, 0 if the group has none
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from model to text; it is never compared
record Traders(int total, int reportableLong, int reportableShort, int[] longs, int[] shorts, int[] spreads) {

    /** The same traders in the groups of the legacy report. */
    Traders asLegacy(ReportType from) {
        int[] legacyLongs = new int[3];
        int[] legacyShorts = new int[3];
        int[] legacySpreads = new int[3];
        List<TraderGroup> groups = from.groups();
        for (int group = 0; group < groups.size(); group++) {
            int target = Positions.legacyGroup(groups.get(group).role());
            legacyLongs[target] += longs[group];
            legacyShorts[target] += shorts[group];
            legacySpreads[target] += spreads[group];
        }
        return new Traders(total, reportableLong, reportableShort, legacyLongs, legacyShorts, legacySpreads);
    }

    /** These legacy traders in the groups of the supplemental report. */
    Traders withIndexTraders(double part) {
        int[] newLongs = Positions.splitOff(longs, part);
        int[] newShorts = Positions.splitOff(shorts, part / 4);
        return new Traders(
                total, reportableLong, reportableShort, newLongs, newShorts, Arrays.copyOf(spreads, newLongs.length));
    }

    /**
     * The cells of a block of trader columns: all; long, short and spread of each reportable group; all long; all
     * short; long and short of index traders.
     */
    int[] cells(ReportType type) {
        List<TraderGroup> groups = type.groups();
        int small = Positions.small(groups);
        int[] cells = new int[3 + 3 * (groups.size() - 1)];
        int at = 0;
        cells[at++] = total;
        for (int group = 0; group < small; group++) {
            cells[at++] = longs[group];
            cells[at++] = shorts[group];
            if (groups.get(group).hasSpread()) {
                cells[at++] = spreads[group];
            }
        }
        cells[at++] = reportableLong;
        cells[at++] = reportableShort;
        for (int group = small + 1; group < groups.size(); group++) {
            cells[at++] = longs[group];
            cells[at++] = shorts[group];
        }
        return Arrays.copyOf(cells, at);
    }
}
