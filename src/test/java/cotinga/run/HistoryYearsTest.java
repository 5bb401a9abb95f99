package cotinga.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryYearsTest {
    private static final LocalDate NEW_YEARS_EVE = LocalDate.of(2026, 12, 31);
    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

    @Test
    void followTheClockIfTheyAreNotConfigured() {
        HistoryYears years = new HistoryYears(Optional.empty(), Optional.empty());

        assertThat(List.of(years.first(NEW_YEARS_EVE), years.last(NEW_YEARS_EVE)))
                .containsExactly(2022, 2026);
        assertThat(List.of(years.first(NEW_YEAR), years.last(NEW_YEAR))).containsExactly(2023, 2027);
    }

    @Test
    void beginWithTheConfiguredYear() {
        HistoryYears years = new HistoryYears(Optional.of(1986), Optional.empty());

        assertThat(List.of(years.first(NEW_YEAR), years.last(NEW_YEAR))).containsExactly(1986, 2027);
    }

    @Test
    void endWithTheConfiguredYear() {
        HistoryYears years = new HistoryYears(Optional.empty(), Optional.of(1990));

        assertThat(List.of(years.first(NEW_YEAR), years.last(NEW_YEAR))).containsExactly(1990, 1990);
    }

    @Test
    void endWithTheCurrentYearAtTheLatest() {
        HistoryYears years = new HistoryYears(Optional.of(2030), Optional.of(2031));

        assertThat(List.of(years.first(NEW_YEAR), years.last(NEW_YEAR))).containsExactly(2027, 2027);
    }
}
