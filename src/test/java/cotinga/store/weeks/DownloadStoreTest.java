package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadStoreTest {
    private static final String FRIDAY = "Fri, 20 Nov 2026 20:30:00 GMT";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    @Test
    void takesTheHeadersOfAnAnswerWithTheStoredContent() throws IOException {
        database.load(edition("one", "\"a\""), source(week("2026-11-10", 1)));

        assertThat(database.downloads.receive(edition("one", "\"b\"").edition()))
                .isEqualTo(AnswerKind.STORED);

        assertThat(stored().edition().etag()).isEqualTo("\"b\"");
    }

    @Test
    void keepsTheHeadersOfAnEditionThatIsStoredMeanwhile() throws IOException {
        database.load(edition("one", "\"a\""), source(week("2026-11-10", 1)));
        DataSource interrupted = Interruption.before(database.source, "UPDATE download", () -> {
            try {
                database.load(edition("two", "\"c\""), source(week("2026-11-10", 2)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        new DownloadStore(interrupted, database.clock)
                .receive(edition("one", "\"b\"").edition());

        assertThat(stored().edition().sha256()).isEqualTo("two");
        assertThat(stored().edition().etag()).isEqualTo("\"c\"");
    }

    private Download stored() {
        ArchiveLoad archive = edition("any", "any");
        return database.downloads
                .find(
                        archive.edition().path(),
                        archive.edition().firstYear(),
                        archive.edition().lastYear())
                .orElseThrow();
    }

    private static ArchiveLoad edition(String sha256, String etag) {
        return ArchiveBuilder.yearly(LEGACY_FO, 2026)
                .lastModified(FRIDAY)
                .sha256(sha256)
                .etag(etag)
                .build();
    }
}
