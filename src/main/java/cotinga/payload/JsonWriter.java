package cotinga.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.Rounding;
import cotinga.analytics.Tenths;
import cotinga.price.PriceDecimals;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Writes the values of payloads under their names, missing ones as null. Each instance writes one document. */
final class JsonWriter {
    private static final long SECONDS_OF_DAY = 86_400;

    private final JsonGenerator generator;
    private final char[] buffer = new char[32];

    JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    void startObject() throws IOException {
        generator.writeStartObject();
    }

    void startObject(SerializableString name) throws IOException {
        generator.writeFieldName(name);
        generator.writeStartObject();
    }

    void endObject() throws IOException {
        generator.writeEndObject();
    }

    void startArray() throws IOException {
        generator.writeStartArray();
    }

    void startArray(SerializableString name) throws IOException {
        generator.writeFieldName(name);
        generator.writeStartArray();
    }

    void endArray() throws IOException {
        generator.writeEndArray();
    }

    void flag(SerializableString name, boolean value) throws IOException {
        generator.writeFieldName(name);
        generator.writeBoolean(value);
    }

    void nothing(SerializableString name) throws IOException {
        generator.writeFieldName(name);
        generator.writeNull();
    }

    void text(SerializableString name, @Nullable String value) throws IOException {
        generator.writeFieldName(name);
        generator.writeString(value);
    }

    /** An element of an array. */
    void text(String value) throws IOException {
        generator.writeString(value);
    }

    /** Writes ready JSON. */
    void json(SerializableString name, SerializedString value) throws IOException {
        generator.writeFieldName(name);
        generator.writeRawValue(value);
    }

    /** Writes a count from the store, null for {@link WeekColumn#MISSING}. */
    void count(SerializableString name, int value) throws IOException {
        generator.writeFieldName(name);
        count(value);
    }

    /** An element of an array: a count, null for {@link WeekColumn#MISSING}. */
    void count(int value) throws IOException {
        if (value == WeekColumn.MISSING) {
            generator.writeNull();
        } else {
            generator.writeNumber(value);
        }
    }

    /** A computed count, null for {@link Tenths#MISSING}. */
    void count(SerializableString name, long value) throws IOException {
        generator.writeFieldName(name);
        if (value == Tenths.MISSING) {
            generator.writeNull();
        } else {
            generator.writeNumber(value);
        }
    }

    /** A percentage in tenths, with its one decimal ({@code 421} is {@code 42.1}); null for {@link Tenths#MISSING}. */
    void tenths(SerializableString name, long value) throws IOException {
        generator.writeFieldName(name);
        if (value == Tenths.MISSING) {
            generator.writeNull();
        } else {
            decimal(value, 1);
        }
    }

    /** A number as published, null for NaN. */
    void number(SerializableString name, double value) throws IOException {
        generator.writeFieldName(name);
        if (Double.isNaN(value)) {
            generator.writeNull();
        } else {
            generator.writeNumber(value);
        }
    }

    /** A rounded number with its decimals. */
    void decimal(SerializableString name, String number) throws IOException {
        generator.writeFieldName(name);
        generator.writeNumber(number);
    }

    /** A computed number with some decimals, rounded half to even; null for NaN. */
    void rounded(SerializableString name, double value, int decimals) throws IOException {
        generator.writeFieldName(name);
        if (Double.isNaN(value)) {
            generator.writeNull();
        } else {
            generator.writeNumber(Rounding.text(value, decimals));
        }
    }

    /** Writes a text or a number from the store. */
    void value(SerializableString name, @Nullable Object value) throws IOException {
        generator.writeFieldName(name);
        generator.writePOJO(value);
    }

    /** A price with at most the decimals of {@link PriceDecimals} and at least one, rounded half to even; null for NaN. */
    void price(SerializableString name, double value) throws IOException {
        int decimals = PriceDecimals.of(value);
        double scaled = PriceDecimals.unscaled(value, decimals);
        if (Double.isNaN(scaled)) {
            number(name, value);
            return;
        }
        generator.writeFieldName(name);
        long unscaled = (long) scaled;
        while (decimals > 1 && unscaled % 10 == 0) {
            unscaled /= 10;
            decimals--;
        }
        decimal(unscaled, decimals);
    }

    /** A day since 1970-01-01 as {@code YYYY-MM-DD}. */
    void date(SerializableString name, long epochDay) throws IOException {
        putDate(epochDay);
        generator.writeFieldName(name);
        generator.writeString(buffer, 0, 10);
    }

    /** A moment in seconds since 1970-01-01T00:00Z as {@code YYYY-MM-DDTHH:MM:SSZ}. */
    void moment(SerializableString name, long epochSecond) throws IOException {
        putDate(Math.floorDiv(epochSecond, SECONDS_OF_DAY));
        int second = (int) Math.floorMod(epochSecond, SECONDS_OF_DAY);
        buffer[10] = 'T';
        digits(second / 3_600, 2, 13);
        buffer[13] = ':';
        digits(second / 60 % 60, 2, 16);
        buffer[16] = ':';
        digits(second % 60, 2, 19);
        buffer[19] = 'Z';
        generator.writeFieldName(name);
        generator.writeString(buffer, 0, 20);
    }

    /** Writes a day to the beginning of the buffer. */
    private void putDate(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        digits(date.getYear(), 4, 4);
        buffer[4] = '-';
        digits(date.getMonthValue(), 2, 7);
        buffer[7] = '-';
        digits(date.getDayOfMonth(), 2, 10);
    }

    private void decimal(long unscaled, int decimals) throws IOException {
        long magnitude = Math.abs(unscaled);
        int start = buffer.length;
        for (int digit = 0; digit <= decimals || magnitude != 0; digit++) {
            if (digit == decimals) {
                buffer[--start] = '.';
            }
            buffer[--start] = (char) ('0' + magnitude % 10);
            magnitude /= 10;
        }
        if (unscaled < 0) {
            buffer[--start] = '-';
        }
        generator.writeNumber(buffer, start, buffer.length - start);
    }

    private void digits(int number, int count, int end) {
        int rest = number;
        for (int position = end - 1; position >= end - count; position--) {
            buffer[position] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
