package cotinga.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.Tenths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    private static final SerializedString NAME = new SerializedString("x");

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "4, 0.4",
        "-4, -0.4",
        "10, 1.0",
        "-10, -1.0",
        "1000, 100.0",
        "-4294967294000, -429496729400.0",
        "9223372036854775807, 922337203685477580.7",
        "-9223372036854775807, -922337203685477580.7"
    })
    void writesTenthsWithTheirDecimal(long tenths, String number) throws IOException {
        assertThat(written(json -> json.tenths(NAME, tenths))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "12825.607, 12825.607",
        "0.1, 0.1",
        "100, 100.0",
        "0, 0.0",
        "-0.0, 0.0",
        "-37.63, -37.63",
        "0.00001234, 0.00001234",
        "0.0000087654321, 0.00000876543",
        "0.0064057, 0.0064057",
        "0.99999951, 1.0",
        "1.23456789, 1.2346",
        "4530.12345, 4530.1234",
        "-0.00001, -0.00001",
        "0.0001, 0.0001",
        "-0.0123, -0.0123",
        "12345.67891, 12345.6789",
        "0.00025, 0.00025",
        "0.12345650000001, 0.123457",
        "1.0E12, 1.0E12",
        "NaN, null"
    })
    void writesPricesWithFourDecimalsOrSixSignificantDigits(double price, String number) throws IOException {
        assertThat(written(json -> json.price(NAME, price))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"1986-01-15", "2026-11-20", "2000-02-29", "1969-12-31", "9999-12-31"})
    void writesDates(LocalDate date) throws IOException {
        assertThat(written(json -> json.date(NAME, date.toEpochDay()))).isEqualTo("\"" + date + "\"");
    }

    @ParameterizedTest
    @CsvSource({"4294967294, 4294967294", "-1, -1", Tenths.MISSING + ", null"})
    void writesComputedCounts(long count, String number) throws IOException {
        assertThat(written(json -> json.count(NAME, count))).isEqualTo(number);
    }

    private interface Content {
        void writeTo(JsonWriter json) throws IOException;
    }

    private static String written(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            JsonWriter json = new JsonWriter(generator);
            json.startObject();
            content.writeTo(json);
            json.endObject();
        }
        return out.toString(UTF_8).replaceFirst("\\{\"x\":(.*)}", "$1");
    }
}
