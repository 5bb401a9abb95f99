package cotinga.recovery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Reads fifty times a second which data versions are published. Connects again if the server ends the session. */
final class PublicationWatch implements Runnable {
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final DataSource database;
    private final Map<Long, Long> visible = new ConcurrentHashMap<>();
    private volatile long newest;
    private volatile boolean ended;

    PublicationWatch(DataSource database) {
        this.database = database;
    }

    /** The newest published version; 0 if there is none. */
    long newest() {
        return newest;
    }

    /** When a version became visible, by {@link System#nanoTime()}. */
    Optional<Long> visibleSince(long version) {
        return Optional.ofNullable(visible.get(version));
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        while (!ended) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                while (!ended) {
                    read(statement);
                    TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
                }
            } catch (SQLException e) {
                ended = ended || pauseIsInterrupted();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean pauseIsInterrupted() {
        try {
            TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM publication")) {
            row.next();
            long found = row.getLong(1);
            for (long version = newest + 1; version <= found; version++) {
                visible.put(version, System.nanoTime());
            }
            newest = Math.max(newest, found);
        }
    }
}
