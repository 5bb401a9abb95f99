package cotinga.store.publications;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import cotinga.store.weeks.WeekId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The last results of the checks, one per variant and check; {@link PublicationStore#publish} writes them. */
public final class QualityStore {
    private static final Sql DELETE_QUALITY_CHECKS = Sql.named("delete-quality-checks");
    private static final Sql INSERT_QUALITY_CHECK = Sql.named("insert-quality-check");
    private static final Sql INSERT_QUALITY_EXAMPLE = Sql.named("insert-quality-example");
    private static final Sql QUALITY_CHECKS = Sql.named("quality-checks");
    private static final Sql QUALITY_EXAMPLES = Sql.named("quality-examples");
    private static final String WARNING = "warning";

    private final DataSource database;

    public QualityStore(DataSource database) {
        this.database = database;
    }

    /** A check of a variant. */
    private record Key(ReportVariant variant, QualityCheck check) {}

    /** Replaces the check results of a variant, as part of the publication of a version. */
    static void replace(
            Connection connection, PublicationDraft.Checks checks, @Nullable Long runId, long version, Instant now)
            throws SQLException {
        int id = WeekId.variant(checks.variant());
        try (NamedStatement earlier = DELETE_QUALITY_CHECKS.prepare(connection)) {
            earlier.set("variant", id).update();
        }
        try (NamedStatement insertion = INSERT_QUALITY_CHECK.prepare(connection);
                NamedStatement examples = INSERT_QUALITY_EXAMPLE.prepare(connection)) {
            for (CheckResult result : checks.results()) {
                describe(insertion, result)
                        .set("variant", id)
                        .set("newest_report_date", checks.newestReportDate())
                        .set("run_id", runId)
                        .set("version", version)
                        .set("checked_at", now)
                        .update();
                insertExamples(examples.set("variant", id), result);
            }
        }
    }

    /** The last result of every check, variant by variant, in the order of the checks. */
    public List<StoredCheck> checks() {
        return Transaction.read(database, "read the checks", connection -> {
            Map<Key, List<Deviation>> examples = examples(connection);
            List<StoredCheck> checks = new ArrayList<>();
            try (NamedStatement statement = QUALITY_CHECKS.prepare(connection);
                    ResultSet rows = statement.query()) {
                while (rows.next()) {
                    Key key = key(rows);
                    checks.add(check(rows, key, examples.getOrDefault(key, List.of())));
                }
            }
            checks.sort((one, other) -> one.variant() == other.variant()
                    ? one.result().check().compareTo(other.result().check())
                    : one.variant().compareTo(other.variant()));
            return checks;
        });
    }

    private static NamedStatement describe(NamedStatement check, CheckResult result) throws SQLException {
        return check.set("check_name", result.check().key())
                .set("result", result.isWarning() ? WARNING : "ok")
                .set("checked", result.checked())
                .set("deviating", result.deviating())
                .set("explained", result.explained())
                .set("newest_checked", result.newestChecked())
                .set("newest_deviating", result.newestDeviating());
    }

    private static void insertExamples(NamedStatement insertion, CheckResult result) throws SQLException {
        int place = 0;
        for (Deviation example : result.examples()) {
            insertion
                    .set("check_name", result.check().key())
                    .set("place", ++place)
                    .set("code", example.code())
                    .set("report_date", example.reportDate())
                    .set("subject", example.subject())
                    .set("found", example.found())
                    .set("expected", example.expected())
                    .addToBatch();
        }
        insertion.executeBatch();
    }

    private static Map<Key, List<Deviation>> examples(Connection connection) throws SQLException {
        Map<Key, List<Deviation>> examples = new HashMap<>();
        try (NamedStatement statement = QUALITY_EXAMPLES.prepare(connection);
                ResultSet rows = statement.query()) {
            while (rows.next()) {
                examples.computeIfAbsent(key(rows), key -> new ArrayList<>())
                        .add(new Deviation(
                                ResultColumns.textOrNull(rows, "code"),
                                ResultColumns.date(rows, "report_date"),
                                ResultColumns.text(rows, "subject"),
                                ResultColumns.text(rows, "found"),
                                ResultColumns.text(rows, "expected")));
            }
        }
        return examples;
    }

    private static Key key(ResultSet row) throws SQLException {
        String name = ResultColumns.text(row, "check_name");
        QualityCheck check = QualityCheck.ofKey(name)
                .orElseThrow(() -> new SQLException("the database has the check '" + name + "': expected one of "
                        + Arrays.stream(QualityCheck.values())
                                .map(QualityCheck::key)
                                .toList() + "; a newer Cotinga wrote it"));
        return new Key(ResultColumns.variant(row), check);
    }

    private static StoredCheck check(ResultSet row, Key key, List<Deviation> examples) throws SQLException {
        CheckResult result = new CheckResult(
                key.check(),
                row.getLong("checked"),
                row.getLong("deviating"),
                row.getLong("explained"),
                row.getLong("newest_checked"),
                row.getLong("newest_deviating"),
                examples);
        return new StoredCheck(
                key.variant(),
                result,
                WARNING.equals(row.getString("result")),
                ResultColumns.date(row, "newest_report_date"),
                ResultColumns.numberOrNull(row, "run_id"),
                row.getLong("version"),
                ResultColumns.instant(row, "checked_at"));
    }
}
