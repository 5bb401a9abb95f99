package cotinga.store;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the weeks of one variant at a version, in the order of their numbers: the weeks that no later load has changed as a stream,
 * and between them the few earlier contents of those that one has. The connection has one view of the database.
 */
final class HistoryReader {
    private static final Sql WEEKS_3_GROUPS = Sql.named("weeks-3-groups");
    private static final Sql WEEKS_5_GROUPS = Sql.named("weeks-5-groups");
    private static final Sql REVISIONS_3_GROUPS = Sql.named("revisions-3-groups");
    private static final Sql REVISIONS_5_GROUPS = Sql.named("revisions-5-groups");
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final ReportVariant variant;
    private final long version;
    private final int groups;
    private final Map<Integer, String> codes = new HashMap<>();
    private final Map<Integer, VariantMarkets.Name> names = new HashMap<>();

    HistoryReader(Connection connection, ReportVariant variant, long version) throws SQLException {
        this.connection = connection;
        this.variant = variant;
        this.version = version;
        this.groups = variant.type().groups().size();
        VariantMarkets.markets(connection, variant).forEach((code, market) -> codes.put(market, code));
        VariantMarkets.names(connection, variant).forEach((name, id) -> names.put(id, name));
    }

    /** The number of a market. */
    Optional<Integer> market(String code) {
        return codes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Hands over the markets whose weeks stand between two numbers. */
    void read(long first, long last, Consumer<MarketHistory> markets) throws SQLException {
        List<WeekRow> revisions = revisions(first, last);
        HistoryBuilder history = new HistoryBuilder(variant, codes, names, markets);
        int next = 0;
        WeekRow row = new WeekRow(groups);
        try (NamedStatement weeks = (groups == 3 ? WEEKS_3_GROUPS : WEEKS_5_GROUPS).prepare(connection)) {
            weeks.set("first", first).set("last", last).set("version", version);
            weeks.jdbc().setFetchSize(FETCH_SIZE);
            try (ResultSet rows = weeks.query()) {
                while (rows.next()) {
                    row.read(rows);
                    while (next < revisions.size() && revisions.get(next).id < row.id) {
                        history.add(revisions.get(next++));
                    }
                    history.add(row);
                }
            }
        }
        while (next < revisions.size()) {
            history.add(revisions.get(next++));
        }
        history.end();
    }

    private List<WeekRow> revisions(long first, long last) throws SQLException {
        try (NamedStatement revisions = (groups == 3 ? REVISIONS_3_GROUPS : REVISIONS_5_GROUPS).prepare(connection)) {
            return revisions
                    .set("first", first)
                    .set("last", last)
                    .set("version", version)
                    .list(rows -> {
                        WeekRow row = new WeekRow(groups);
                        row.read(rows);
                        return row;
                    });
        }
    }
}
