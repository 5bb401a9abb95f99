package cotinga.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityStoreTest {
    private static final LocalDate NEWEST = LocalDate.of(2026, 11, 17);
    private static final CheckResult GOOD = new CheckResult(QualityCheck.CHANGES, 500, 0, 3, 20, 0, List.of());
    private static final CheckResult BAD = new CheckResult(
            QualityCheck.OPEN_INTEREST_LONG,
            500,
            2,
            0,
            20,
            1,
            List.of(
                    new Deviation("088691", NEWEST, "longs and spreads", "1", "7"),
                    new Deviation(null, NEWEST.minusWeeks(1), "markets", "3", "10")));

    private TestDatabase database;
    private QualityStore quality;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        quality = new QualityStore(database.source, database.clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsTheLastResultOfEveryCheck() {
        quality.replace(ReportVariant.TFF_FO, NEWEST, 4L, 1, List.of(BAD, GOOD));
        quality.replace(ReportVariant.LEGACY_FO, NEWEST, null, 1, List.of(GOOD));
        quality.replace(ReportVariant.TFF_FO, NEWEST, 5L, 2, List.of(GOOD, BAD));

        assertThat(quality.checks())
                .containsExactly(
                        new StoredCheck(
                                ReportVariant.LEGACY_FO,
                                GOOD,
                                false,
                                NEWEST,
                                null,
                                1,
                                TestDatabase.START.plusSeconds(1)),
                        new StoredCheck(
                                ReportVariant.TFF_FO, BAD, true, NEWEST, 5L, 2, TestDatabase.START.plusSeconds(2)),
                        new StoredCheck(
                                ReportVariant.TFF_FO, GOOD, false, NEWEST, 5L, 2, TestDatabase.START.plusSeconds(2)));
        assertThat(database.rows("SELECT COUNT(*) FROM quality_example")).containsExactly("2");
    }

    @Test
    void refusesACheckThatANewerCotingaWrote() {
        quality.replace(ReportVariant.TFF_FO, NEWEST, 4L, 1, List.of(GOOD));
        database.execute("UPDATE quality_check SET check_name = 'moon_phase'");

        assertThatThrownBy(() -> quality.checks())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database has the check 'moon_phase': expected one of [open_interest_long, ");
    }
}
