package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The weeks whose content differs between the fall-back and a file of the CFTC. */
final class SourceDifferences {
    private static final int EXAMPLES = 5;

    private int count;
    private final List<String> examples = new ArrayList<>();

    /** @param ofFile whether the week comes from a file of the CFTC, and the stored content from the fall-back */
    void add(ReportVariant variant, Week week, ResultSet stored, boolean ofFile) throws SQLException {
        count++;
        if (examples.size() < EXAMPLES) {
            examples.add("%s %s %s: %s"
                    .formatted(
                            variant.path(),
                            week.code(),
                            LocalDate.ofEpochDay(week.reportDate()),
                            firstDifference(week, stored, ofFile)));
        }
    }

    int count() {
        return count;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }

    private static String firstDifference(Week week, ResultSet stored, boolean ofFile) throws SQLException {
        int column = StoredColumn.FIRST_COUNT;
        for (int index = 0; index < WeekColumn.COUNT; index++) {
            int other = StoredColumn.count(stored, column++);
            if (other != week.counts()[index]) {
                return both(WeekColumn.storeNames().get(index), shown(week.counts()[index]), shown(other), ofFile);
            }
        }
        for (int index = 0; index < WeekColumn.CONCENTRATIONS; index++) {
            double other = StoredColumn.concentration(stored, column++);
            if (Double.compare(other, week.concentrations()[index]) != 0) {
                return both(
                        WeekColumn.concentrationNames().get(index),
                        shown(week.concentrations()[index]),
                        shown(other),
                        ofFile);
            }
        }
        return "the name or the exchange";
    }

    private static String both(String field, String arriving, String stored, boolean ofFile) {
        return field + " is " + (ofFile ? arriving : stored) + " in the CFTC's file and " + (ofFile ? stored : arriving)
                + " in the fall-back";
    }

    private static String shown(int count) {
        return count == WeekColumn.MISSING ? "not disclosed" : String.valueOf(count);
    }

    private static String shown(double concentration) {
        return Double.isNaN(concentration) ? "not disclosed" : String.valueOf(concentration);
    }
}
