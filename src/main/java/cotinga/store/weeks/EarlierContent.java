package cotinga.store.weeks;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A content that a week had.
 *
 * @param week the content
 * @param untilVersion the first data version with another one, or without the week
 * @param replacedAt when that was detected
 * @param vanished whether the week was gone then
 * @param returnedVersion the data version from which on readers see it again; 0 when it did not return
 * @param returnedAt when the return was detected; {@link Instant#MAX} when it was not
 */
record EarlierContent(
        WeekRow week,
        long untilVersion,
        Instant replacedAt,
        boolean vanished,
        long returnedVersion,
        Instant returnedAt) {
    /** Reads a row of {@code revisions-…}. */
    static EarlierContent read(ResultSet row, int groups) throws SQLException {
        WeekRow week = new WeekRow(groups);
        week.read(row);
        Instant returnedAt = ResultColumns.instantOrNull(row, "returned_at");
        return new EarlierContent(
                week,
                row.getLong("until_version"),
                ResultColumns.instant(row, "replaced_at"),
                ResultColumns.text(row, "kind").equals("vanished"),
                row.getLong("returned_version"),
                returnedAt == null ? Instant.MAX : returnedAt);
    }

    /** Whether readers of a version knew at a moment that it was replaced. */
    boolean isReplaced(long version, Instant knownAt) {
        return untilVersion <= version && !replacedAt.isAfter(knownAt);
    }

    /** Whether they knew of nothing in its place. */
    boolean leavesGap(long version, Instant knownAt) {
        boolean cameBack = returnedVersion != 0 && returnedVersion <= version && !returnedAt.isAfter(knownAt);
        return vanished && isReplaced(version, knownAt) && !cameBack;
    }

    /** The moments at which readers of a version knew something else. */
    Stream<Instant> changes(long version) {
        Stream<Instant> replacement = untilVersion <= version ? Stream.of(replacedAt) : Stream.empty();
        boolean cameBack = returnedVersion != 0 && returnedVersion <= version;
        return Stream.concat(replacement, cameBack ? Stream.of(returnedAt) : Stream.empty());
    }

    /**
     * The first content of a week that readers of a version did not know to be replaced at a moment; null between a disappearance and a
     * return.
     *
     * @param earlier its earlier contents, the earliest first
     * @param current its newest content; null when readers of the version see an earlier content or none
     */
    static @Nullable WeekRow known(
            List<EarlierContent> earlier, @Nullable WeekRow current, long version, Instant knownAt) {
        for (EarlierContent content : earlier) {
            if (!content.isReplaced(version, knownAt)) {
                return content.week();
            }
            if (content.leavesGap(version, knownAt)) {
                return null;
            }
        }
        return current;
    }
}
