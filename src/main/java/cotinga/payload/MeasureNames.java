package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.measure.Kind;
import cotinga.measure.MeasureValue;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The names of a column of measures and of what stands beside a value that does not exist.
 *
 * @param weeks null if another column has this name
 */
record MeasureNames(SerializedString key, SerializedString reason, @Nullable SerializedString weeks) {
    private static final String REASON = "_reason";
    private static final String WEEKS = "_weeks";

    /** @param columns the keys of all columns of the object */
    static MeasureNames of(String key, Collection<String> columns) {
        return new MeasureNames(
                new SerializedString(key),
                new SerializedString(key + REASON),
                columns.contains(key + WEEKS) ? null : new SerializedString(key + WEEKS));
    }

    /** Writes a value, or null with its reason and the number of weeks beside it. */
    void write(JsonWriter json, Kind kind, MeasureValue value) throws IOException {
        if (value.text().isEmpty()) {
            json.nothing(key);
            writeReason(json, value);
            return;
        }
        switch (kind) {
            case WHOLE, ONE_DECIMAL, TWO_DECIMALS -> json.decimal(key, value.text());
            case FLAG -> json.flag(key, Boolean.parseBoolean(value.text()));
            case WORD, DATE -> json.text(key, value.text());
        }
    }

    private void writeReason(JsonWriter json, MeasureValue value) throws IOException {
        if (value.reason() == null) {
            return;
        }
        json.text(reason, value.reason().key());
        if (weeks != null && value.found().isPresent()) {
            json.count(weeks, value.found().getAsInt());
        }
    }
}
