package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchiveEditionTest {
    @Test
    void readsLastModifiedAsAMoment() {
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "Fri, 20 Nov 2026 20:30:05 GMT")
                        .edition()
                        .lastModifiedAt())
                .isEqualTo(Instant.parse("2026-11-20T20:30:05Z"));
    }

    @Test
    void ignoresALastModifiedThatIsNotADate() {
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "yesterday").edition().lastModifiedAt())
                .isNull();
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "yesterday").edition().rank())
                .isEqualTo(Weeks.yearly(LEGACY_FO, 2026, null).edition().rank())
                .isEqualTo(new FileRank(DownloadKind.YEARLY, 2026, 2026, Weeks.DOWNLOADED, false, true));
    }

    @Test
    void replacesADateAfterTheDownloadByTheMomentOfTheDownload() {
        ArchiveEdition edition =
                Weeks.yearly(LEGACY_FO, 2026, "Fri, 01 Jan 2100 00:00:00 GMT").edition();

        assertThat(edition.isDatedInFuture()).isTrue();
        assertThat(edition.modifiedAt()).isEqualTo(Weeks.DOWNLOADED);
        assertThat(edition.rank().isDated()).isFalse();
    }
}
