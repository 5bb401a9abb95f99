package cotinga.measure;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The values of one column of a market, oldest week first. */
public final class MeasureColumn {
    private final MeasureKey key;
    private final Values values;

    MeasureColumn(MeasureKey key, Values values) {
        this.key = key;
        this.values = values;
    }

    /** Its name, such as {@code index_156_g1}. */
    public String key() {
        return key.key();
    }

    /** Its name and what its values are. */
    public MeasureKey measureKey() {
        return key;
    }

    public Kind kind() {
        return key.kind();
    }

    /** The number of weeks. */
    public int size() {
        return values.size();
    }

    /**
     * The value of a week before it is rounded, NaN if there is none. A flag is 0 or 1, a date is a day since 1970-01-01, and a word is
     * its index in {@link #words}.
     */
    public double value(int week) {
        return values.get(week);
    }

    /** The words that a value can be; none for other kinds. */
    public List<String> words() {
        return key.words();
    }

    /** The rounded value of a week as text, empty if there is none. */
    public String text(int week) {
        double value = values.get(week);
        if (Double.isNaN(value)) {
            return "";
        }
        return switch (kind()) {
            case WHOLE, ONE_DECIMAL, TWO_DECIMALS -> kind().rounded(value);
            case WORD -> words().get((int) value);
            case FLAG -> String.valueOf(value != 0.0);
            case DATE -> LocalDate.ofEpochDay((long) value).toString();
        };
    }

    /** The value of a week to show. */
    public MeasureValue shown(int week) {
        return new MeasureValue(text(week), reason(week), weeks(week));
    }

    /** Why a week has no value; null if it has one, and if nothing is to be said, such as in a week without a flip. */
    public @Nullable Reason reason(int week) {
        return values.reason(week);
    }

    /** The number of weeks with a value in the window of a week; empty for a measure without a window. */
    public OptionalInt weeks(int week) {
        int found = values.found(week);
        return found == Values.NO_WINDOW ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
