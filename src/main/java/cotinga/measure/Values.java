package cotinga.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column, oldest week first. A word is its index in the list of the part, a flag is 0 or 1, and a date is a day since
 * 1970-01-01. A week without a value has NaN and a reason, or NaN alone if nothing is to be said, such as in a week without a flip.
 */
final class Values {
    /** The number of weeks found where there is no window. */
    static final int NO_WINDOW = -1;

    private final double[] values;
    private final Absences absences;

    /** Why weeks have no value, and how many values their windows have. Columns share it. */
    private static final class Absences {
        private static final int[] NOT_SET = {};

        private final @Nullable Reason[] reasons;

        /** {@link #NOT_SET} while no week has a number. */
        private int[] found = NOT_SET;

        private Absences(int size) {
            reasons = new Reason[size];
        }

        private int found(int week) {
            return found.length == 0 ? NO_WINDOW : found[week];
        }

        private void setFound(int week, int count) {
            if (found.length == 0) {
                found = new int[reasons.length];
                Arrays.fill(found, NO_WINDOW);
            }
            found[week] = count;
        }
    }

    /** A column to fill, without windows. */
    Values(int size) {
        this(new double[size], new Absences(size));
    }

    private Values(double[] values, Absences absences) {
        this.values = values;
        this.absences = absences;
    }

    /** Another column to fill with the same reasons and numbers of values found, which they share. */
    Values withSameReasons() {
        double[] others = new double[values.length];
        Arrays.fill(others, Double.NaN);
        return new Values(others, absences);
    }

    int size() {
        return values.length;
    }

    double get(int week) {
        return values[week];
    }

    boolean hasReason(int week) {
        return absences.reasons[week] != null;
    }

    @Nullable
    Reason reason(int week) {
        return absences.reasons[week];
    }

    /** The number of values found in a week's window, {@link #NO_WINDOW} without a window. */
    int found(int week) {
        return absences.found(week);
    }

    void set(int week, double value) {
        values[week] = value + 0.0; // -0.0 becomes 0.0
    }

    void set(int week, boolean value) {
        values[week] = value ? 1.0 : 0.0;
    }

    /** Says that nothing is to be said. */
    void setEmpty(int week) {
        values[week] = Double.NaN;
    }

    void setFound(int week, int count) {
        absences.setFound(week, count);
    }

    void setAbsent(int week, Reason reason) {
        values[week] = Double.NaN;
        absences.reasons[week] = reason;
    }

    /** Makes a value absent for the reason for which another column has no value in some week. */
    void setAbsentAs(int week, Values other, int otherWeek) {
        values[week] = Double.NaN;
        absences.reasons[week] = other.absences.reasons[otherWeek];
        if (other.found(otherWeek) != NO_WINDOW) {
            setFound(week, other.found(otherWeek));
        }
    }

    /** Each value minus that of an earlier week, which {@link Weeks#earlier} returns. */
    Values minusEarlier(int[] earlier) {
        Values differences = new Values(values.length);
        for (int week = 0; week < values.length; week++) {
            if (hasReason(week)) {
                differences.setAbsentAs(week, this, week);
            } else if (earlier[week] == Weeks.NONE) {
                differences.setAbsent(week, Reason.MISSING);
            } else if (hasReason(earlier[week])) {
                differences.setAbsentAs(week, this, earlier[week]);
            } else {
                differences.set(week, values[week] - values[earlier[week]]);
            }
        }
        return differences;
    }
}
