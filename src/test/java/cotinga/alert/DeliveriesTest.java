package cotinga.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.monitor.Condition;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries(Optional.empty(), Clock.systemUTC());

    @Test
    void escapesForSlackOnly() throws Exception {
        assertThat(text("slack:https://a.example", 1, "a < b & c > d"))
                .isEqualTo("Cotinga: Digest\n- breaker-open: a &lt; b &amp; c &gt; d");
        assertThat(text("telegram:https://a.example", 1, "a < b & c > d"))
                .isEqualTo("Cotinga: Digest\n- breaker-open: a < b & c > d");
    }

    @ParameterizedTest
    @CsvSource({"slack:https://a.example, 4000", "telegram:https://a.example, 4096"})
    void leavesOutWhatDoesNotFit(String endpoint, int most) throws Exception {
        String text = text(endpoint, 500, "it is open & has been for a while");

        String[] lines = text.split("\n", -1);
        assertThat(text).hasSizeBetween(most - 100, most);
        assertThat(lines[0]).isEqualTo("Cotinga: Digest");
        assertThat(lines[lines.length - 1]).isEqualTo("… and " + (500 - (lines.length - 2)) + " other conditions");
    }

    @ParameterizedTest
    @CsvSource({"slack:https://a.example, 4000", "telegram:https://a.example, 4096"})
    void cutsALongCondition(String endpoint, int most) throws Exception {
        assertThat(text(endpoint, 1, "&".repeat(100_000)))
                .hasSizeLessThanOrEqualTo(most)
                .endsWith("…");
    }

    private String text(String endpoint, int conditions, String message) throws JsonProcessingException {
        Alert alert = Alert.of(
                "msg_1",
                Alert.Kind.DIGEST,
                Instant.EPOCH,
                Collections.nCopies(conditions, new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", message)));
        return new ObjectMapper()
                .readTree(deliveries.of(Endpoint.list(endpoint).get(0), alert).body())
                .get("text")
                .textValue();
    }
}
