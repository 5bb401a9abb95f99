package cotinga.price.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.price.PriceHistory;
import cotinga.price.PriceRequest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest
    @CsvSource({
        "GC=F, GC%3DF",
        "^VIX, %5EVIX",
        "BTC-USD, BTC-USD",
        "a b, a%20b",
        "../x?y=z, ..%2Fx%3Fy%3Dz",
        "É, %C3%89"
    })
    void encodesTheSymbol(String symbol, String encoded) {
        ChartRequest request = new ChartRequest(PriceRequest.forAll(symbol, PriceHistory.ofYears(3), TODAY));

        assertThat(request.path()).isEqualTo("/v8/finance/chart/" + encoded);
        assertThat(URI.create("https://host" + request.path()).getPath()).endsWith("/" + symbol);
    }

    @Test
    void requestsDaysFromTheirFirstToTheirLastSecondInUtc() {
        ChartRequest request = new ChartRequest(PriceRequest.forAll("GC=F", PriceHistory.ofYears(3), TODAY));

        assertThat(Instant.ofEpochSecond(request.period1())).isEqualTo("2023-10-21T00:00:00Z");
        assertThat(Instant.ofEpochSecond(request.period2())).isEqualTo("2026-11-20T23:59:59Z");
        assertThat(request.query()).isEqualTo("period1=1697846400&period2=1795219199&interval=1d&events=div,splits");
    }
}
