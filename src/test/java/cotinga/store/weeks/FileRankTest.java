package cotinga.store.weeks;

import static cotinga.store.weeks.DownloadKind.BUNDLE;
import static cotinga.store.weeks.DownloadKind.FALLBACK;
import static cotinga.store.weeks.DownloadKind.WEEKLY;
import static cotinga.store.weeks.DownloadKind.YEARLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileRankTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T20:30:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T20:30:00Z");
    private static final Instant IN_2100 = Instant.parse("2100-01-01T00:00:00Z");
    private static final int NOVEMBER = (int) LocalDate.of(2026, 11, 10).toEpochDay();
    private static final int YEAR_BEFORE = (int) LocalDate.of(2025, 12, 30).toEpochDay();

    @Test
    void ranksTheNewerFileHigherAndOnATieTheOneWithFewerWeeks() {
        assertThat(rank(YEARLY, FRIDAY).compareForWeek(NOVEMBER, rank(WEEKLY, MONDAY), false))
                .isPositive();
        assertThat(rank(YEARLY, MONDAY).compareForWeek(NOVEMBER, rank(WEEKLY, FRIDAY), false))
                .isNegative();
        assertThat(rank(YEARLY, FRIDAY).compareForWeek(NOVEMBER, rank(WEEKLY, FRIDAY), false))
                .isNegative();
        assertThat(rank(YEARLY, FRIDAY).compareForWeek(NOVEMBER, rank(BUNDLE, FRIDAY), false))
                .isPositive();
        assertThat(rank(YEARLY, FRIDAY).compareForWeek(NOVEMBER, rank(YEARLY, FRIDAY), true))
                .isZero();
    }

    @Test
    void ranksFilesOfTheCftcAboveTheFallbackAndAnyFileAboveAnUnknownOne() {
        assertThat(rank(YEARLY, MONDAY).compareForWeek(NOVEMBER, rank(FALLBACK, FRIDAY), false))
                .isPositive();
        assertThat(rank(FALLBACK, FRIDAY).compareForWeek(NOVEMBER, rank(YEARLY, MONDAY), false))
                .isNegative();
        assertThat(rank(FALLBACK, MONDAY).compareForWeek(NOVEMBER, FileRank.UNKNOWN, false))
                .isPositive();
    }

    @Test
    void ranksTheFileOfItsYearAboveANewerFileOfAnotherYear() {
        FileRank ofYearBefore = FileRank.of(YEARLY, 2025, 2025, MONDAY, FRIDAY, true);

        assertThat(ofYearBefore.compareForWeek(YEAR_BEFORE, rank(YEARLY, FRIDAY), false))
                .isPositive();
        assertThat(ofYearBefore.letsVanish(YEAR_BEFORE, rank(YEARLY, FRIDAY), false))
                .isTrue();
        assertThat(ofYearBefore.letsVanish(YEAR_BEFORE, rank(WEEKLY, FRIDAY), false))
                .isFalse();
    }

    @Test
    void replacesADateAfterTheDownloadByTheMomentOfTheDownload() {
        FileRank inFuture = FileRank.of(YEARLY, 2026, 2026, IN_2100, MONDAY, true);

        assertThat(inFuture.moment()).isEqualTo(MONDAY);
        assertThat(rank(WEEKLY, FRIDAY).compareForWeek(NOVEMBER, inFuture, false))
                .isPositive();
        assertThat(inFuture.compareForWeek(NOVEMBER, rank(WEEKLY, FRIDAY), false))
                .isNegative();
    }

    @Test
    void recognizesAnOlderEditionOnlyWhenBothAreDated() {
        FileRank undated = FileRank.of(YEARLY, 2026, 2026, null, FRIDAY, true);
        FileRank inFuture = FileRank.of(YEARLY, 2026, 2026, IN_2100, FRIDAY, true);

        assertThat(rank(YEARLY, MONDAY).isOlderEditionThan(rank(YEARLY, FRIDAY)))
                .isTrue();
        assertThat(rank(YEARLY, MONDAY).isOlderEditionThan(undated)).isFalse();
        assertThat(rank(YEARLY, MONDAY).isOlderEditionThan(inFuture)).isFalse();
        assertThat(rank(YEARLY, MONDAY).compareForWeek(NOVEMBER, inFuture, true))
                .isPositive();
        assertThat(rank(YEARLY, MONDAY).compareForWeek(NOVEMBER, inFuture, false))
                .as("of another archive")
                .isNegative();
    }

    @Test
    void ranksEveryFileAboveOneWithoutAClaim() {
        FileRank unclaimed = FileRank.of(WEEKLY, 0, 0, FRIDAY, FRIDAY, false);

        assertThat(rank(YEARLY, MONDAY).isOlderEditionThan(unclaimed)).isFalse();
        assertThat(rank(YEARLY, MONDAY).compareForWeek(NOVEMBER, unclaimed, false))
                .isPositive();
        assertThat(rank(FALLBACK, FRIDAY).compareForWeek(NOVEMBER, unclaimed, false))
                .isNegative();
    }

    @Test
    void keepsTheLaterDateOfAContentThatWasReceivedTwice() {
        FileRank undated = FileRank.of(YEARLY, 2026, 2026, IN_2100, FRIDAY, true);

        assertThat(rank(YEARLY, FRIDAY).lastModifiedWith(rank(YEARLY, MONDAY))).isEqualTo(FRIDAY);
        assertThat(rank(YEARLY, MONDAY).lastModifiedWith(rank(YEARLY, FRIDAY))).isEqualTo(FRIDAY);
        assertThat(rank(YEARLY, MONDAY).lastModifiedWith(undated)).isEqualTo(MONDAY);
        assertThat(undated.lastModifiedWith(rank(YEARLY, MONDAY))).isEqualTo(MONDAY);
        assertThat(undated.lastModifiedWith(undated)).isNull();
    }

    private static FileRank rank(DownloadKind kind, @Nullable Instant lastModified) {
        return FileRank.of(kind, 2026, 2026, lastModified, FRIDAY, true);
    }
}
