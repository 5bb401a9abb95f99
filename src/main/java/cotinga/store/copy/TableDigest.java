package cotinga.store.copy;

import cotinga.base.Sha256;
import cotinga.store.copy.Table.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/** The number of a table's rows, and the SHA-256 of their values in the order of the keys: the same in every database. */
record TableDigest(long rows, String sha256) {
    private static final String NULL = "-";

    /** @param progress is given the number of rows after each */
    static TableDigest of(Table table, Connection connection, LongConsumer progress) throws SQLException {
        MessageDigest digest = Sha256.digest();
        StringBuilder text = new StringBuilder();
        long rows = 0;
        try (PreparedStatement statement = table.select(connection, List.of());
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                append(table.row(row), text);
                digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
                progress.accept(++rows);
            }
        }
        return new TableDigest(rows, Sha256.of(digest));
    }

    /** Each value follows its length, so that two rows have the same text only if all their values are the same. */
    private static void append(Row row, StringBuilder text) {
        for (Object value : row.values()) {
            if (value == null) {
                text.append(NULL);
            } else {
                String written = value.toString();
                text.append(written.length()).append(':').append(written);
            }
        }
        text.append('\n');
    }
}
