package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.Week;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionStoreTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";

    /** Archives are loaded in parallel, so that their order is not the same in each database. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void returnsRevisionsInTheSameOrderWhateverTheOrderOfLoads(boolean reversed, @TempDir Path folder)
            throws IOException {
        try (TestDatabase database = TestDatabase.in(folder)) {
            loadAll(database, "Fri, 20 Nov 2026 20:30:00 GMT", 100, reversed);
            loadAll(database, "Fri, 20 Nov 2026 20:31:00 GMT", 200, reversed);
            loadAll(database, "Fri, 20 Nov 2026 20:32:00 GMT", 300, !reversed);

            RevisionStore.Page page = since(database, 1_000, 0);

            assertThat(page.revisions()).extracting(RevisionStoreTest::words).containsExactly(ORDER);
            assertThat(page.total()).isEqualTo(ORDER.length);
            for (int offset = 0; offset < ORDER.length; offset++) {
                assertThat(since(database, 1, offset).revisions())
                        .extracting(RevisionStoreTest::words)
                        .containsExactly(ORDER[offset]);
            }
        }
    }

    private static final String[] ORDER = {
        "2 legacy_co 097741 2025-11-18 100→200",
        "2 legacy_co 099741 2025-11-18 100→200",
        "2 legacy_co 099741 2026-11-10 100→200",
        "2 legacy_co 099741 2026-11-17 100→200",
        "2 tff_fo 097741 2026-11-17 100→200",
        "2 tff_fo 099741 2026-11-17 100→200",
        "3 legacy_co 097741 2025-11-18 200→300",
        "3 legacy_co 099741 2025-11-18 200→300",
        "3 legacy_co 099741 2026-11-10 200→300",
        "3 legacy_co 099741 2026-11-17 200→300",
        "3 tff_fo 097741 2026-11-17 200→300",
        "3 tff_fo 099741 2026-11-17 200→300"
    };

    /** Loads editions of three archives, one after the other, and publishes. */
    private static void loadAll(TestDatabase database, String lastModified, int openInterest, boolean reversed)
            throws IOException {
        List<Archive> archives = new ArrayList<>(List.of(
                new Archive(
                        yearly(TFF_FO, 2026, lastModified),
                        numbered(openInterest, EURO, "2026-11-17", YEN, "2026-11-17")),
                new Archive(
                        yearly(LEGACY_CO, 2026, lastModified),
                        numbered(openInterest, EURO, "2026-11-17", EURO, "2026-11-10")),
                new Archive(
                        yearly(LEGACY_CO, 2025, lastModified),
                        numbered(openInterest, YEN, "2025-11-18", EURO, "2025-11-18"))));
        if (reversed) {
            Collections.reverse(archives);
        }
        for (Archive archive : archives) {
            database.load(archive.load(), source(archive.weeks()));
        }
        Weeks.publish(database);
    }

    private record Archive(ArchiveLoad load, List<Week> weeks) {}

    private static List<Week> numbered(int openInterest, String... codesAndDates) {
        List<Week> weeks = new ArrayList<>();
        for (int line = 0; line < codesAndDates.length; line += 2) {
            weeks.add(week(codesAndDates[line], codesAndDates[line + 1], openInterest, line + 1));
        }
        return weeks;
    }

    private static RevisionStore.Page since(TestDatabase database, int limit, int offset) {
        RevisionQuery query = new RevisionQuery(
                Instant.EPOCH, 0, Optional.empty(), Optional.empty(), Optional.empty(), limit, offset);
        return new RevisionStore(database.source).since(query, database.publications.publishedVersion());
    }

    private static String words(Revision revision) {
        Revision.Change change = revision.changes().get(0);
        return revision.dataVersion() + " " + revision.variant().key() + " " + revision.code() + " "
                + revision.reportDate() + " " + change.before() + "→" + change.after();
    }
}
