package cotinga.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** The data version that readers see. */
public final class DataVersion {
    private static final Sql PUBLISHED_VERSION = Sql.named("published-version");

    private DataVersion() {}

    /** The newest published data version as a transaction sees it; 0 before the first publication. */
    public static long published(Connection connection) throws SQLException {
        try (NamedStatement version = PUBLISHED_VERSION.prepare(connection)) {
            return version.first(row -> row.getLong(1)).orElseThrow();
        }
    }
}
