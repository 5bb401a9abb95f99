package cotinga.store.publications;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static cotinga.store.weeks.Weeks.openInterests;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.sql.TestDatabase;
import cotinga.store.weeks.OddMarkets;
import cotinga.store.weeks.ReleaseSize;
import cotinga.store.weeks.Revision;
import cotinga.store.weeks.RevisionQuery;
import cotinga.store.weeks.RevisionStore;
import cotinga.store.weeks.StoredVariant;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers see of a withheld variant during loads and publications. */
class WithheldVariantTest {
    private static final String GOLD = "088691";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void publishTheFirstVersion(@TempDir Path folder) throws IOException {
        database = TestDatabase.in(folder);
        load(LEGACY_FO, week("2026-11-10", 100));
        load(TFF_FO, week("2026-11-10", 100));
        Weeks.publish(database);
    }

    @Test
    void showsAWithheldVariantAsPublishedWhateverIsLoaded() throws IOException {
        load(TFF_FO, week("2026-11-10", 200), week("2026-11-17", 210));
        publishWithholding(withheld());

        assertThat(asOf(TFF_FO)).isEqualTo(1);
        assertThat(asOf(LEGACY_FO)).isEqualTo(2);
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        assertThat(database.variants.unpublishedVariants()).containsExactly(TFF_FO);
        assertThat(database.hasUnpublishedWeeks())
                .as("it waits for a run that looks again")
                .isFalse();

        load(TFF_FO, week("2026-11-10", 300), week("2026-11-17", 310));
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        assertThat(database.rows("SELECT until_version, open_interest FROM revision"))
                .as("what nobody saw leaves no trace")
                .containsExactly("3 100");

        Weeks.publish(database);
        assertThat(asOf(TFF_FO)).isEqualTo(3);
        assertThat(openInterests(database, TFF_FO, GOLD, 3)).containsExactly("2026-11-10=300", "2026-11-17=310");
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        assertThat(database.variants.unpublishedVariants()).isEmpty();
        assertThat(database.publications.withheldVariants()).isEmpty();
    }

    @Test
    void storesNoRevisionOfAWithheldChangeThatIsRolledBack() throws IOException {
        load(TFF_FO, week("2026-11-10", 200));
        publishWithholding(withheld());
        load(TFF_FO, week("2026-11-10", 100));

        assertThat(database.rows("SELECT COUNT(*) FROM revision")).containsExactly("0");
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        Weeks.publish(database);
        assertThat(openInterests(database, TFF_FO, GOLD, 3)).containsExactly("2026-11-10=100");
    }

    @Test
    void restoresAWeekThatVanishesAndReturnsWhileWithheld() throws IOException {
        load(TFF_FO, week("2026-11-17", 210));
        publishWithholding(withheld());
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");

        load(TFF_FO, week("2026-11-10", 100), week("2026-11-17", 210));

        assertThat(database.rows("SELECT COUNT(*) FROM revision")).containsExactly("0");
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        Weeks.publish(database);
        assertThat(openInterests(database, TFF_FO, GOLD, 3)).containsExactly("2026-11-10=100", "2026-11-17=210");
    }

    @Test
    void keepsThePublishedContentOfAWeekThatChangesAndVanishesWhileWithheld() throws IOException {
        load(TFF_FO, week("2026-11-10", 200), week("2026-11-17", 210));
        publishWithholding(withheld());

        load(TFF_FO, week("2026-11-17", 210));

        assertThat(database.rows("SELECT kind, until_version, open_interest FROM revision"))
                .containsExactly("vanished 3 100");
        assertThat(openInterests(database, TFF_FO, GOLD, 1)).containsExactly("2026-11-10=100");
        Weeks.publish(database);
        assertThat(openInterests(database, TFF_FO, GOLD, 3)).containsExactly("2026-11-17=210");
    }

    @Test
    void listsAllRevisionsOfAVariantThatWasWithheldSinceADataVersion() throws IOException {
        load(TFF_FO, week("2026-11-10", 200));
        publishWithholding(withheld());
        assertThat(revisionsSince(0)).isEmpty();
        Weeks.publish(database);
        Weeks.publish(database);

        assertThat(revisionsSince(2))
                .as("it was loaded for version 2, and shown in version 3")
                .extracting(Revision::dataVersion)
                .containsExactly(2L);
        assertThat(revisionsSince(1)).hasSize(1);
        assertThat(revisionsSince(3)).isEmpty();
    }

    private List<Revision> revisionsSince(long version) {
        RevisionQuery query =
                new RevisionQuery(Instant.EPOCH, version, Optional.empty(), Optional.empty(), Optional.empty(), 10, 0);
        RevisionStore.Page page =
                new RevisionStore(database.source).since(query, database.publications.publishedVersion());
        assertThat(page.total()).isEqualTo(page.revisions().size());
        return page.revisions();
    }

    @Test
    void comparesWhatIsStoredWithWhatIsPublished() throws IOException {
        load(TFF_FO, week("067651", "2026-11-10", 1, 1), week("2026-11-10", 100), week("2026-11-17", 210));
        assertThat(database.variants.stored(TFF_FO, LocalDate.of(2026, 11, 10)))
                .isEqualTo(new StoredVariant(
                        TFF_FO,
                        List.of(
                                new ReleaseSize(LocalDate.of(2026, 11, 17), 1),
                                new ReleaseSize(LocalDate.of(2026, 11, 10), 2)),
                        0,
                        new OddMarkets(0, 1)));

        load(TFF_FO, week("067651", "2026-11-10", 1, 1), week("2026-11-17", 210));
        assertThat(database.variants.stored(TFF_FO, LocalDate.of(2026, 11, 10)).lostWeeks())
                .isEqualTo(1);
        assertThat(database.variants
                        .stored(LEGACY_FO, LocalDate.of(2026, 11, 10))
                        .lostWeeks())
                .isZero();

        database.execute("UPDATE variant SET newest_report_date = NULL WHERE path = 'tff/fo'");
        assertThat(database.variants.stored(TFF_FO, LocalDate.of(2026, 11, 10)).newestReleases())
                .isEmpty();
    }

    @Test
    void withholdsVariantsWithoutAPublication() throws IOException {
        load(TFF_FO, week("2026-11-17", 210));
        WithheldVariant held = withheld();

        database.publications.withhold(List.of(held));

        assertThat(database.publications.withheldVariants())
                .containsOnlyKeys(TFF_FO)
                .containsValue(held);
        assertThat(database.publications.publishedVersion()).isEqualTo(1);
        assertThat(database.hasUnpublishedWeeks()).isFalse();
        database.publications.withhold(List.of());
        assertThat(database.publications.withheldVariants()).isEmpty();
        assertThat(database.hasUnpublishedWeeks()).isTrue();
    }

    private static WithheldVariant withheld() {
        return WithheldVariantBuilder.of(TFF_FO).build();
    }

    private void publishWithholding(WithheldVariant held) {
        long version = database.publications.publishedVersion() + 1;
        PublicationDraft draft = new PublicationDraft();
        draft.withhold(held);
        database.weeks.forEachMarket(LEGACY_FO, version, draft::add);
        database.weeks.forEachMarket(held.variant(), held.asOf(), draft::add);
        database.publications.publish(version, "build 1", null, draft, () -> {});
    }

    private long asOf(ReportVariant variant) {
        return database.publications.latest().orElseThrow().variants().stream()
                .filter(published -> published.variant() == variant)
                .findFirst()
                .orElseThrow()
                .asOf();
    }

    private void load(ReportVariant variant, Week... weeks) throws IOException {
        database.load(yearly(variant, 2026, null), source(weeks));
    }
}
