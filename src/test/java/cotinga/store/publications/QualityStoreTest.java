package cotinga.store.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.PublicationMarker;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.weeks.Interruption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
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

    @AutoClose
    private TestDatabase database;

    private QualityStore quality;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        quality = new QualityStore(database.source);
    }

    @Test
    void keepsTheLastResultOfEveryCheck() {
        long first = database.runs.begin(RunKind.REPORTS, RunCause.ONCE, RunStore.EVERYTHING, false);
        long second = database.runs.begin(RunKind.REPORTS, RunCause.ONCE, RunStore.EVERYTHING, false);
        database.clock.goTo(TestDatabase.START);
        publish(1, first, ReportVariant.TFF_FO, BAD, GOOD);
        publish(2, null, ReportVariant.LEGACY_FO, GOOD);
        publish(3, second, ReportVariant.TFF_FO, GOOD, BAD);

        assertThat(quality.checks())
                .containsExactly(
                        new StoredCheck(
                                ReportVariant.LEGACY_FO,
                                GOOD,
                                false,
                                NEWEST,
                                null,
                                2,
                                TestDatabase.START.plusSeconds(1)),
                        new StoredCheck(
                                ReportVariant.TFF_FO, BAD, true, NEWEST, second, 3, TestDatabase.START.plusSeconds(2)),
                        new StoredCheck(
                                ReportVariant.TFF_FO,
                                GOOD,
                                false,
                                NEWEST,
                                second,
                                3,
                                TestDatabase.START.plusSeconds(2)));
        assertThat(database.rows("SELECT COUNT(*) FROM quality_example")).containsExactly("2");
    }

    @Test
    void storesChecksOnlyWithTheirPublication() {
        publish(1, null, ReportVariant.TFF_FO, GOOD);
        PublicationDraft late = new PublicationDraft();
        late.add(new PublicationDraft.Checks(ReportVariant.TFF_FO, NEWEST, List.of(BAD)));

        assertThatThrownBy(() -> database.publications.publish(1, "build 1", null, late, () -> {}))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> new PublicationStore(
                                Interruption.before(database.source, "INSERT INTO quality_check", () -> {
                                    throw new IllegalStateException("the process is killed here");
                                }),
                                new PublicationMarker(Optional.empty()),
                                database.clock)
                        .publish(2, "build 1", null, late, () -> {}))
                .hasMessage("the process is killed here");
        assertThat(quality.checks()).extracting(StoredCheck::result).containsExactly(GOOD);
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
    }

    @Test
    void rejectsACheckOfANewerCotinga() {
        publish(1, null, ReportVariant.TFF_FO, GOOD);
        database.execute("UPDATE quality_check SET check_name = 'moon_phase'");

        assertThatThrownBy(() -> quality.checks())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database has the check 'moon_phase': expected one of [open_interest_long, ");
    }

    private void publish(long version, @Nullable Long runId, ReportVariant variant, CheckResult... results) {
        PublicationDraft draft = new PublicationDraft();
        draft.add(new PublicationDraft.Checks(variant, NEWEST, List.of(results)));
        database.publications.publish(version, "build 1", runId, draft, () -> {});
    }
}
