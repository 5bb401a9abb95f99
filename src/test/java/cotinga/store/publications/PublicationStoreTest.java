package cotinga.store.publications;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.weeks.LoadResult;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationStoreTest {
    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    @Test
    void hasNoPublicationAtFirst() {
        assertThat(database.publications.publishedVersion()).isZero();
        assertThat(database.publications.latest()).isEmpty();
        assertThat(database.publications.markets()).isEmpty();
        assertThat(database.hasUnpublishedWeeks()).isFalse();
    }

    @Test
    void describesAPublication() throws IOException {
        load(
                LEGACY_FO,
                week("088691", "2026-11-10", 1, 2),
                week("088691", "2026-11-17", 1, 3),
                week("067651", "2026-11-17", 1, 4));
        load(TFF_FO, week("13874+", "2026-11-03", 1, 2));
        assertThat(database.variants.unpublishedVariants()).containsExactly(LEGACY_FO, TFF_FO);
        long run = database.runs.begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);

        PublicationDraft draft = new PublicationDraft();
        database.weeks.forEachMarket(TFF_FO, 1, draft::add);
        database.weeks.forEachMarket(LEGACY_FO, 1, draft::add);
        Publication published = database.publications.publish(1, "build 1", run, draft, () -> {});

        LocalDate newest = LocalDate.of(2026, 11, 17);
        LocalDate weekBefore = LocalDate.of(2026, 11, 10);
        LocalDate oldest = LocalDate.of(2026, 11, 3);
        assertThat(published.variants())
                .containsExactly(
                        PublishedVariantBuilder.of(LEGACY_FO)
                                .weeks(3)
                                .markets(2)
                                .reportDates(2, weekBefore, newest)
                                .build(),
                        PublishedVariantBuilder.of(TFF_FO)
                                .weeks(1)
                                .markets(1)
                                .reportDates(1, oldest, oldest)
                                .build());
        assertThat(published.version()).isEqualTo(1);
        assertThat(published.fingerprint()).isEqualTo("build 1");
        assertThat(published.runId()).isEqualTo(run);
        assertThat(database.publications.latest()).contains(published);
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
        assertThat(database.hasUnpublishedWeeks()).isFalse();
        assertThat(database.publications.markets())
                .containsExactly(
                        PublishedMarketBuilder.of(LEGACY_FO, "067651")
                                .weeks(1, newest, newest)
                                .build(),
                        PublishedMarketBuilder.of(LEGACY_FO, "088691")
                                .weeks(2, weekBefore, newest)
                                .build(),
                        PublishedMarketBuilder.of(TFF_FO, "13874+")
                                .weeks(1, oldest, oldest)
                                .build());
    }

    @Test
    void replacesTheDirectoryWithEachPublication() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        publish(database);
        load(LEGACY_FO, week("2026-11-10", 1), week("2026-11-17", 1));
        assertThat(database.publications.markets().get(0).weeks()).isEqualTo(1);
        publish(database);

        assertThat(database.publications.markets()).hasSize(1);
        assertThat(database.publications.markets().get(0).weeks()).isEqualTo(2);
        assertThat(database.publications.latest().orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void publishesTheSameWeeksAgainWithOtherSettings() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        publish(database);
        publish(database);

        assertThat(database.publications.publishedVersion()).isEqualTo(2);
        assertThat(Weeks.openInterests(database, LEGACY_FO, "088691", 2)).containsExactly("2026-11-10=1");
    }

    @Test
    void rejectsAVersionThatIsNotTheNext() {
        publish(database);

        assertThatThrownBy(() -> database.publications.publish(1, "build 1", null, new PublicationDraft(), () -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot publish version 1: version 1 is published, expected 0;"
                        + " read the weeks of version 2 and publish that");
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
    }

    @Test
    void publishesNothingWhenTheDirectoryNamesAMarketThatIsNotStored() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        publish(database);
        PublicationDraft draft = new PublicationDraft();
        database.weeks.forEachMarket(LEGACY_FO, 1, draft::add);
        database.execute("UPDATE market SET code = '000000'");

        assertThatThrownBy(() -> database.publications.publish(2, "build 1", null, draft, () -> {}))
                .isInstanceOf(StoreException.class);
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
        assertThat(database.publications.markets()).hasSize(1);
    }

    @Test
    void publishesNothingWhenTheCheckBeforeTheCommitFails() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        publish(database);
        PublicationDraft draft = new PublicationDraft();
        database.weeks.forEachMarket(LEGACY_FO, 1, draft::add);

        assertThatThrownBy(() -> database.publications.publish(2, "build 1", null, draft, () -> {
                    throw new IllegalStateException("the run has ended");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
    }

    @Test
    void waitsForARunningLoad() throws Exception {
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService loader = Executors.newFixedThreadPool(2);
        try {
            Future<LoadResult> load =
                    loader.submit(() -> database.load(yearly(LEGACY_FO, 2026, null), (sink, malformed) -> {
                        sink.accept(week("2026-11-10", 1));
                        inTheMiddle.countDown();
                        awaitOrFail(goOn);
                    }));
            awaitOrFail(inTheMiddle);
            Future<Publication> publication = loader.submit(
                    () -> database.publications.publish(1, "build 1", null, new PublicationDraft(), () -> {}));
            assertThatThrownBy(() -> publication.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(database.publications.publishedVersion()).isZero();
            goOn.countDown();
            assertThat(load.get(60, TimeUnit.SECONDS).inserted()).isEqualTo(1);
            assertThat(publication.get(60, TimeUnit.SECONDS).version()).isEqualTo(1);
        } finally {
            loader.shutdownNow();
        }
        load(LEGACY_FO, week("2026-11-10", 1), week("2026-11-17", 2));
        assertThat(database.rows("SELECT since_version FROM week ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void rejectsADatabaseOfANewerCotinga() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        publish(database);
        database.execute("UPDATE variant SET path = 'new/co' WHERE id = 1");

        assertThatThrownBy(() -> database.publications.latest())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database has the variant 'new/co': expected one of legacy/fo,");
    }

    private void load(ReportVariant variant, Week... weeks) throws IOException {
        database.load(yearly(variant, 2026, null), source(weeks));
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
