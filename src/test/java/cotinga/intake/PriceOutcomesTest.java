package cotinga.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outcomes are collected in one list. */
class PriceOutcomesTest {
    private static final PriceRequest GOLD =
            new PriceRequest("GC=F", LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 15), false);

    @Test
    void collectsOutcomesInTheirOrder() {
        PriceOutcomes outcomes = new PriceOutcomes();
        PriceOutcome bad = PriceOutcome.failed(GOLD, "no answer");
        PriceOutcome good = PriceOutcome.answered(GOLD, "USD", List.of());

        assertThat(outcomes.add(outcomes.add(null, bad), good)).containsExactly(bad, good);
    }
}
