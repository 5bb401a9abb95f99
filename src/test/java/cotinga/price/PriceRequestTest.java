package cotinga.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PriceRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final PriceHistory THREE_YEARS = PriceHistory.ofYears(3);

    @Test
    void theHistoryBeginsThirtyDaysBeforeTheYears() {
        assertThat(PriceRequest.forAll("GC=F", THREE_YEARS, TODAY))
                .isEqualTo(new PriceRequest("GC=F", LocalDate.of(2023, 10, 21), TODAY, true));
    }

    @Test
    void theHistoryDoesNotBeginBefore1970() {
        assertThat(PriceHistory.ofYears(100).firstDay(TODAY)).isEqualTo("1970-01-01");
    }

    @Test
    void pricesReachAsFarBackAsTheReports() {
        PriceHistory history = PriceHistory.ofReports(today -> LocalDate.of(today.getYear() - 4, 1, 1));

        assertThat(history.firstDay(TODAY)).isEqualTo("2021-12-02");
        assertThat(history.firstDay(TODAY.plusYears(1))).isEqualTo("2022-12-02");
    }

    @Test
    void updatesBeginTenDaysBeforeTheNewestBar() {
        assertThat(PriceRequest.forUpdate("GC=F", THREE_YEARS, TODAY, LocalDate.of(2026, 11, 19)))
                .isEqualTo(new PriceRequest("GC=F", LocalDate.of(2026, 11, 9), TODAY, false));
    }

    @Test
    void updatesDoNotBeginBeforeTheStoredHistory() {
        assertThat(PriceRequest.forUpdate("GC=F", THREE_YEARS, TODAY, LocalDate.of(2020, 1, 1))
                        .from())
                .isEqualTo("2023-10-21");
    }

    @Test
    void aBarOfTheFutureCountsAsABarOfToday() {
        assertThat(PriceRequest.forUpdate("GC=F", THREE_YEARS, TODAY, TODAY.plusYears(1))
                        .from())
                .isEqualTo("2026-11-10");
    }

    @Test
    void includesItsFirstAndItsLastDay() {
        PriceRequest request = new PriceRequest("GC=F", TODAY.minusDays(1), TODAY, false);

        assertThat(request.includes(TODAY)).isTrue();
        assertThat(request.includes(TODAY.minusDays(1))).isTrue();
        assertThat(request.includes(TODAY.minusDays(2))).isFalse();
        assertThat(request.includes(TODAY.plusDays(1))).isFalse();
    }

    @Test
    void rejectsAnEndBeforeTheBeginning() {
        assertThatThrownBy(() -> new PriceRequest("GC=F", TODAY, TODAY.minusDays(1), false))
                .hasMessage("the prices of GC=F are requested from 2026-11-20 until 2026-11-19,"
                        + " expected a last day that is not before the first");
    }
}
