package cotinga.store.weeks;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a legacy file with the content of the other subtype; other reports have a column with the subtype. At the end of a load, it
 * compares the report dates with the most written weeks with those of the other subtype.
 */
final class SubtypeCheck {
    private static final Sql LOCK_SUBTYPES = Sql.named("lock-subtypes");
    private static final Sql SUBTYPES_OF_DAY = Sql.named("subtypes-of-day");

    /** A mixed-up file is mixed up as a whole, so a few report dates are enough. */
    private static final int DATES = 6;

    /** The most days between two report dates whose open interest is compared. */
    private static final int MOST_DAYS_BETWEEN = 21;

    private static final int NO_DAY = -1;

    private final Connection connection;
    private final ReportVariant variant;
    private final @Nullable LocalDate newestBefore;
    private final Map<Integer, Integer> written = new HashMap<>();

    /** @param newestBefore the newest report date that was stored of the variant before the load; null without any */
    SubtypeCheck(Connection connection, ReportVariant variant, @Nullable LocalDate newestBefore) {
        this.connection = connection;
        this.variant = variant;
        this.newestBefore = newestBefore;
    }

    static ReportVariant other(ReportVariant variant) {
        return ReportVariant.of(variant.type(), variant.subtype() == Subtype.FO ? Subtype.CO : Subtype.FO);
    }

    /** Counts a written week of this report date, in days since 1970-01-01. */
    void addWritten(int reportDate) {
        if (variant.type() == ReportType.LEGACY) {
            written.merge(reportDate, 1, Integer::sum);
        }
    }

    /** @throws SubtypeMixUpException when the weeks that were written are the other subtype's */
    void require() throws SQLException, SubtypeMixUpException {
        if (written.isEmpty()) {
            return;
        }
        try (NamedStatement lock = LOCK_SUBTYPES.prepare(connection)) {
            lock.list(row -> row.getInt(1));
        }
        try (NamedStatement markets = SUBTYPES_OF_DAY.prepare(connection)) {
            markets.set("own", WeekId.variant(variant)).set("other", WeekId.variant(other(variant)));
            for (int day : days()) {
                Optional<String> found = mixUp(markets, day).found();
                if (found.isPresent()) {
                    throw new SubtypeMixUpException(found.get());
                }
            }
        }
    }

    /** The days with the most written weeks, the newest first among equals. */
    private List<Integer> days() {
        return written.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey())
                        .reversed())
                .limit(DATES)
                .map(Map.Entry::getKey)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private SubtypeMixUp mixUp(NamedStatement markets, int day) throws SQLException {
        SubtypeMixUp mixUp = new SubtypeMixUp(variant, LocalDate.ofEpochDay(day));
        try (ResultSet rows = markets.set("day", day).set("before", before(day)).query()) {
            while (rows.next()) {
                int openInterest = rows.getInt("own_now");
                int other = rows.getInt("other_now");
                if (!rows.wasNull()) {
                    mixUp.compare(openInterest, other, rows.getBoolean("same"));
                }
                mixUp.compareWithBefore(openInterest, rows.getInt("own_then"), rows.getInt("other_then"));
            }
        }
        return mixUp;
    }

    /** The newest report date before a day that was stored; -1 when it is too long ago. */
    private int before(int day) {
        long before = newestBefore == null ? NO_DAY : newestBefore.toEpochDay();
        return day - MOST_DAYS_BETWEEN <= before && before < day ? (int) before : NO_DAY;
    }
}
