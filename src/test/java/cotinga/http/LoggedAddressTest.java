package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedAddressTest {
    @Test
    void cutsAddressesAt200Characters() {
        assertThat(LoggedAddress.of("GET", "/api/v1/admin/" + "x".repeat(8_000)))
                .isEqualTo("GET /api/v1/admin/" + "x".repeat(186) + "…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/runs?api_key=abc&limit=1|GET /runs?api_key=***&limit=1",
                "/runs?limit=1&token=a.b.c|GET /runs?limit=1&token=***",
                "/runs?API_KEY=abc|GET /runs?API_KEY=***",
                "/runs?access_token=abc|GET /runs?access_token=***",
                "/runs?api%5Fkey=abc|GET /runs?api%5Fkey=***",
                "/runs?%zz=abc|GET /runs?%zz=abc",
                "/runs?tokens=1|GET /runs?tokens=1",
                "/runs|GET /runs",
            })
    void masksSecretsInTheQuery(String uri, String shown) {
        assertThat(LoggedAddress.of("GET", uri)).isEqualTo(shown);
    }

    @Test
    void replacesCharactersThatCouldForgeALine() {
        assertThat(LoggedAddress.of("GET", "/runs\r\n12:00:00 INFO\u001B[2K")).doesNotContain("\r", "\n", "\u001B");
    }
}
