package cotinga.store.weeks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which one file outranks another. Every decision between files uses it: for a week in two files, for a week that one of
 * them lacks, and for a response that may be an older edition of its archive. Decision 0004 gives the reasons.
 *
 * @param kind what the file covers
 * @param firstYear first of the years that were loaded from it
 * @param lastYear last of the years that were loaded from it
 * @param moment its {@code Last-Modified}; the moment of its download when it has none, or one that lies after the download
 * @param isDated whether the moment is its {@code Last-Modified}
 * @param isClaimed whether it has precedence for its weeks; false from the start of a forced run until its archive is stored again
 */
record FileRank(DownloadKind kind, int firstYear, int lastYear, Instant moment, boolean isDated, boolean isClaimed) {
    /** An unknown file. It has no year, so any other file outranks it. */
    static final FileRank UNKNOWN = new FileRank(DownloadKind.FALLBACK, 1, 0, Instant.MIN, false, false);

    private static final Comparator<FileRank> NEWER =
            Comparator.comparing(FileRank::moment).thenComparing(FileRank::precision);

    static FileRank of(
            DownloadKind kind,
            int firstYear,
            int lastYear,
            @Nullable Instant lastModified,
            Instant downloadedAt,
            boolean isClaimed) {
        return lastModified != null && canBeTrue(lastModified, downloadedAt)
                ? new FileRank(kind, firstYear, lastYear, lastModified, true, isClaimed)
                : new FileRank(kind, firstYear, lastYear, downloadedAt, false, isClaimed);
    }

    /** Whether a file can have this {@code Last-Modified}: it must not lie after the download. */
    static boolean canBeTrue(Instant lastModified, Instant downloadedAt) {
        return !lastModified.isAfter(downloadedAt);
    }

    boolean isFile() {
        return kind != DownloadKind.FALLBACK;
    }

    /** Whether a report date, in days since 1970-01-01, lies in its years; a weekly file covers any. */
    boolean isResponsibleFor(int reportDate) {
        int year = LocalDate.ofEpochDay(reportDate).getYear();
        return kind == DownloadKind.WEEKLY || (firstYear <= year && year <= lastYear);
    }

    /** Whether it is an earlier edition of its archive than the stored one; both need a {@code Last-Modified}. */
    boolean isOlderEditionThan(FileRank stored) {
        return stored.isClaimed && isDated && stored.isDated && moment.isBefore(stored.moment);
    }

    /**
     * Compares this file, which is being loaded, with the one that a stored week came from.
     *
     * @param ofSameArchive whether both are editions of one archive
     * @return positive when this one is to be stored, negative when the stored content stays
     */
    int compareForWeek(int reportDate, FileRank stored, boolean ofSameArchive) {
        if (!stored.isResponsibleFor(reportDate)) {
            return 1;
        }
        if (isFile() != stored.isFile()) {
            return isFile() ? 1 : -1;
        }
        if (!stored.isClaimed || (ofSameArchive && !(isDated && stored.isDated))) {
            return 1;
        }
        return NEWER.compare(this, stored);
    }

    /**
     * Whether a stored week that this file lacks no longer exists: it came from an earlier edition, an older weekly file, the fall-back,
     * or a file whose years do not include it.
     */
    boolean letsVanish(int reportDate, FileRank stored, boolean ofSameArchive) {
        if (!stored.isResponsibleFor(reportDate)) {
            return true;
        }
        boolean isReplaced = ofSameArchive || !stored.isFile() || stored.kind == DownloadKind.WEEKLY;
        return isReplaced && (!stored.isFile() || !stored.isClaimed || NEWER.compare(this, stored) > 0);
    }

    /**
     * Compares a response of this rank with the stored edition of its archive.
     *
     * @param stored the stored edition
     * @param others the ranks of all other files of the variant
     */
    AnswerKind answer(String sha256, Optional<Download> stored, Collection<FileRank> others) {
        if (stored.isEmpty()) {
            return AnswerKind.NEW;
        }
        Download download = stored.get();
        if (sha256.equals(download.edition().sha256())) {
            return others.stream().anyMatch(other -> hasPassed(other, download.rank()))
                    ? AnswerKind.STORED_ANEW
                    : AnswerKind.STORED;
        }
        if (!isOlderEditionThan(download.rank())) {
            return AnswerKind.NEW;
        }
        return sha256.equals(download.answeredSha256()) ? AnswerKind.OLDER_AGAIN : AnswerKind.OLDER;
    }

    /** The later {@code Last-Modified} of two responses with the same content; null when neither has one. */
    @Nullable
    Instant lastModifiedWith(FileRank before) {
        if (!isDated || (before.isDated && before.moment.isAfter(moment))) {
            return before.isDated ? before.moment : null;
        }
        return moment;
    }

    /** Whether this response is dated later than another file that outranked the same content before. */
    private boolean hasPassed(FileRank other, FileRank before) {
        boolean mayHaveSameWeeks = other.isFile()
                && (other.kind == DownloadKind.WEEKLY
                        || kind == DownloadKind.WEEKLY
                        || (other.firstYear <= lastYear && firstYear <= other.lastYear));
        return isDated && mayHaveSameWeeks && NEWER.compare(other, before) > 0 && NEWER.compare(this, other) > 0;
    }

    /** Of two files of one moment, the one that covers fewer weeks ranks higher. */
    private int precision() {
        return switch (kind) {
            case WEEKLY -> 3;
            case YEARLY -> 2;
            case BUNDLE -> 1;
            case FALLBACK -> 0;
        };
    }
}
