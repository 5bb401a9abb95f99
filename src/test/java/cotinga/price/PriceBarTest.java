package cotinga.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBarTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);

    @ParameterizedTest
    @CsvSource({
        "1528.699951171875, 1528.7",
        "1.1220825910568237, 1.1221",
        "0.00012207031250, 0.00012207",
        "0.00003051757812, 0.0000305176",
        "0.03125, 0.03125",
        "0.09375, 0.09375",
        "0.1234565, 0.123456",
        "1.03125, 1.0312",
        "-37.63, -37.63",
        "-0.00001, -0.00001",
        "8.7e-6, 0.0000087",
        "1e-30, 1e-30",
        "-0.0, 0.0",
        "900719925474.0992, 900719925474.0992",
        "1e300, 1e300"
    })
    void pricesHaveFourDecimalsOrSixSignificantDigits(double price, double rounded) {
        PriceBar bar = new PriceBar(DATE, price, price, price, price, OptionalLong.empty());

        assertThat(bar).isEqualTo(new PriceBar(DATE, rounded, rounded, rounded, rounded, OptionalLong.empty()));
        assertThat(List.of(bar.open(), bar.high(), bar.low(), bar.close())).containsOnly(rounded);
    }

    @Test
    void pricesOtherThanTheCloseMayBeMissing() {
        PriceBar bar = new PriceBar(DATE, Double.NaN, Double.NaN, Double.NaN, 1.5, OptionalLong.empty());

        assertThat(List.of(bar.open(), bar.high(), bar.low())).containsOnly(Double.NaN);
        assertThat(bar.close()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsABarWithoutAClose(double close) {
        assertThatThrownBy(() -> new PriceBar(DATE, 1, 1, 1, close, OptionalLong.empty()))
                .hasMessage("the bar of 2026-11-20 closes at " + close + ", expected a price");
    }

    @Test
    void aSeriesIsInTheOrderOfItsDates() {
        PriceBar earlier = new PriceBar(DATE, 1, 1, 1, 1, OptionalLong.empty());
        PriceBar later = new PriceBar(DATE.plusDays(1), 1, 1, 1, 1, OptionalLong.empty());

        assertThat(new PriceSeries("GC=F", "USD", List.of(earlier, later)).bars())
                .containsExactly(earlier, later);
        assertThatThrownBy(() -> new PriceSeries("GC=F", "USD", List.of(later, earlier)))
                .hasMessage("the bar of 2026-11-20 of GC=F follows that of 2026-11-21,"
                        + " expected one bar for each date, oldest first");
        assertThatThrownBy(() -> new PriceSeries("GC=F", "USD", List.of(later, later)))
                .hasMessageContaining("one bar for each date");
    }
}
