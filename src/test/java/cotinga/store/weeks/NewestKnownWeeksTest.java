package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.released;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.MarketHistory;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest weeks of markets as known at moments: the end of what is read when all weeks are. */
class NewestKnownWeeksTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 6, 2);
    private static final int WEEKS = 20;

    @AutoClose
    private TestDatabase database;

    /** Twenty weeks of two markets, of which two are corrected and one vanishes. */
    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        database = TestDatabase.in(folder);
        load("Fri, 13 Nov 2026 20:30:00 GMT", 0, -1);
        publish(database);
        load("Mon, 16 Nov 2026 20:30:00 GMT", 1_000, 7);
        publish(database);
    }

    private void load(String lastModified, int correction, int vanished) throws IOException {
        List<Week> weeks = new ArrayList<>();
        IntStream.range(0, WEEKS).filter(week -> week != vanished).forEach(week -> {
            String date = date(week).toString();
            boolean isCorrected = week == 5 || week == 18;
            weeks.add(week("088691", date, week + (isCorrected ? correction : 0), 2 * week + 2));
            if (week > 10) {
                weeks.add(week("084691", date, week, 2 * week + 3));
            }
        });
        database.load(yearly(LEGACY_FO, 2026, lastModified), source(weeks.toArray(Week[]::new)));
    }

    private static LocalDate date(int week) {
        return FIRST.plusWeeks(week);
    }

    @Test
    void areTheEndOfAllKnownWeeks() {
        List<Instant> moments = new ArrayList<>(
                List.of(Instant.MAX, TestDatabase.START.plusSeconds(86_400), Instant.parse("0273-09-28T15:30:00Z")));
        for (int week = 0; week < WEEKS; week++) {
            Instant release = released(LEGACY_FO, date(week));
            moments.addAll(List.of(release.minusSeconds(1), release, release.plusSeconds(86_400)));
        }
        for (Instant moment : moments) {
            List<List<String>> all = new ArrayList<>();
            database.weeks.forEachMarket(LEGACY_FO, 2, moment, history -> all.add(said(history)));
            for (int newest : new int[] {1, 2, 3, 8, 50}) {
                List<List<String>> found = new ArrayList<>();
                database.weeks.forEachMarketWithNewestWeeks(
                        LEGACY_FO, 2, moment, newest, code -> true, history -> found.add(said(history)));
                assertThat(found).as("%s, %d weeks", moment, newest).hasSameSizeAs(all);
                for (int market = 0; market < all.size(); market++) {
                    List<String> whole = all.get(market);
                    assertThat(found.get(market))
                            .hasSizeGreaterThanOrEqualTo(Math.min(newest, whole.size()))
                            .isEqualTo(whole.subList(
                                    whole.size() - found.get(market).size(), whole.size()));
                }
            }
        }
    }

    private static List<String> said(MarketHistory history) {
        return IntStream.range(0, history.size())
                .mapToObj(week -> history.code() + " " + LocalDate.ofEpochDay(history.reportDates()[week]) + "="
                        + history.column(WeekColumn.OPEN_INTEREST)[week])
                .toList();
    }
}
