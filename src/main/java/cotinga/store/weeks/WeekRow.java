package cotinga.store.weeks;

import cotinga.report.WeekColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A row of {@code weeks-…} or {@code revisions-…}. It can be reused for the next row. */
final class WeekRow {
    private static final int[] GROUP_OFFSETS = {
        WeekColumn.LONG, WeekColumn.SHORT, WeekColumn.SPREAD, WeekColumn.CHANGE_LONG, WeekColumn.CHANGE_SHORT
    };

    /** The week's number, see {@link WeekId}. */
    long id;

    /** The number of its name. */
    int name;

    /** The counts that were read, in the order of {@link #countsRead}. */
    final int[] counts;

    /** When it was released for the first time, in seconds since 1970-01-01T00:00Z. */
    long publishedAt;

    /** Whether that moment is derived from the release calendar. */
    boolean publishedDerived;

    final double[] concentrations = new double[WeekColumn.CONCENTRATIONS];

    WeekRow(int groups) {
        counts = new int[countsRead(groups).length];
    }

    /** The {@link WeekColumn} index of each count that is read of a report with some groups. */
    static int[] countsRead(int groups) {
        int[] columns = new int[2 + groups * GROUP_OFFSETS.length];
        columns[0] = WeekColumn.OPEN_INTEREST;
        columns[1] = WeekColumn.OPEN_INTEREST_CHANGE;
        int next = 2;
        for (int group = 0; group < groups; group++) {
            for (int offset : GROUP_OFFSETS) {
                columns[next++] = WeekColumn.group(group, offset);
            }
        }
        return columns;
    }

    /** The names of the numbers that are read of a report with some groups, in the order in which {@link #read} reads them. */
    static List<String> columns(int groups) {
        return Stream.concat(
                        WeekColumn.concentrationNames().stream(),
                        Arrays.stream(countsRead(groups)).mapToObj(WeekColumn.storeNames()::get))
                .toList();
    }

    /** Reads the columns that weeks and revisions share; returns their number. */
    int read(ResultSet row) throws SQLException {
        int column = 1;
        id = row.getLong(column++);
        name = row.getInt(column++);
        for (int index = 0; index < concentrations.length; index++) {
            concentrations[index] = StoredColumn.concentration(row, column++);
        }
        for (int index = 0; index < counts.length; index++) {
            counts[index] = StoredColumn.count(row, column++);
        }
        publishedAt = row.getObject(column++, OffsetDateTime.class).toEpochSecond();
        publishedDerived = row.getBoolean(column);
        return column;
    }
}
