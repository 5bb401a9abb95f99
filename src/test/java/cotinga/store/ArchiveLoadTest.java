package cotinga.store;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchiveLoadTest {
    @Test
    void readsTheMomentOfLastModified() {
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "Fri, 20 Nov 2026 20:30:05 GMT")
                        .lastModifiedAt())
                .isEqualTo(Instant.parse("2026-11-20T20:30:05Z"));
    }

    @Test
    void takesALastModifiedThatIsNoDateForNone() {
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "yesterday").lastModifiedAt()).isNull();
        assertThat(Weeks.yearly(LEGACY_FO, 2026, "yesterday").rank())
                .isEqualTo(Weeks.yearly(LEGACY_FO, 2026, null).rank())
                .isEqualTo(new Rank(true, Weeks.DOWNLOADED, false));
    }

    @Test
    void ranksTheNewerHigherAndOnATieTheWeeklyFile() {
        Rank older = new Rank(true, Instant.EPOCH, true);
        Rank newer = new Rank(true, Instant.EPOCH.plusSeconds(1), false);
        Rank newerWeekly = new Rank(true, Instant.EPOCH.plusSeconds(1), true);

        assertThat(newer).isGreaterThan(older);
        assertThat(newerWeekly).isGreaterThan(newer);
        assertThat(Rank.LOWEST).isLessThan(older);
    }
}
