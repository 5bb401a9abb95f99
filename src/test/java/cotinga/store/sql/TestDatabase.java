package cotinga.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.store.prices.PriceStore;
import cotinga.store.publications.PublicationStore;
import cotinga.store.runs.RunStore;
import cotinga.store.weeks.ArchiveLoad;
import cotinga.store.weeks.DownloadStore;
import cotinga.store.weeks.LoadResult;
import cotinga.store.weeks.QuarantineStore;
import cotinga.store.weeks.VariantStore;
import cotinga.store.weeks.WeekSource;
import cotinga.store.weeks.WeekStore;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** A database of a folder, in it or on a PostgreSQL server, with the stores on it and a clock that advances by a second at each reading. */
public final class TestDatabase implements AutoCloseable {
    /** The system property that chooses the database of tests: {@code h2}, or {@link #POSTGRESQL}. */
    static final String PRODUCT = "tests.database";

    static final String POSTGRESQL = "postgresql";

    public static final Instant START = Instant.parse("2026-11-20T20:30:00Z");

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss+00", Locale.ROOT).withZone(ZoneOffset.UTC);

    public final HikariDataSource source;
    public final TickingClock clock = new TickingClock();
    public final WeekStore weeks;
    public final PublicationStore publications;
    public final VariantStore variants;
    public final DownloadStore downloads;
    public final QuarantineStore quarantine;
    public final RunStore runs;
    public final PriceStore prices;

    private TestDatabase(HikariDataSource source) {
        this.source = source;
        this.weeks = new WeekStore(source, clock, Weeks::released);
        this.publications = new PublicationStore(source, new PublicationMarker(Optional.empty()), clock);
        this.variants = new VariantStore(source);
        this.downloads = new DownloadStore(source, clock);
        this.quarantine = new QuarantineStore(source);
        this.runs = new RunStore(source, clock);
        this.prices = new PriceStore(source, clock);
    }

    /** Whether tests use PostgreSQL. */
    public static boolean isPostgres() {
        return POSTGRESQL.equals(System.getProperty(PRODUCT));
    }

    public static String url(Path folder) {
        return isPostgres() ? PostgresServer.get().url(folder) : embeddedUrl(folder);
    }

    /** An empty database on a PostgreSQL server, whatever the other tests use; its user is {@code cotinga}, without a password. */
    public static String postgresUrl(Path folder) {
        return PostgresServer.get().urlOfOperator(folder);
    }

    /** The URL of the embedded database of a folder. */
    public static String embeddedUrl(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("cotinga");
    }

    /** A pool of connections to a database in any state. */
    public static HikariDataSource open(String url, String user, String password, int poolSize) {
        return Database.open(url, new EmbeddedDatabase.Access(user, password, poolSize), false);
    }

    public static TestDatabase in(Path folder) {
        boolean isNew = EmptyDatabase.copyInto(folder, "sa");
        HikariDataSource source = open(url(folder), "sa", "", 6);
        if (!isNew) {
            Database.migrate(source);
        }
        return new TestDatabase(source);
    }

    /** The embedded database of a folder, whichever database other tests use. */
    public static TestDatabase embeddedIn(Path folder) {
        return at(embeddedUrl(folder));
    }

    /** The database at a URL, with the newest schema. */
    public static TestDatabase at(String url) {
        HikariDataSource source = open(url, "sa", "", 6);
        Database.migrate(source);
        return new TestDatabase(source);
    }

    /** The rows of a query, each as its cells with blanks between. */
    public List<String> rows(String query) {
        return rows(source, query);
    }

    /** The rows of a query on a database. */
    public static List<String> rows(DataSource source, String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    cells.add(cell(rows, column));
                }
                found.add(String.join(" ", cells));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** A cell as H2 writes it. */
    private static String cell(ResultSet row, int column) throws SQLException {
        Object cell = row.getObject(column);
        if (cell instanceof Timestamp moment) {
            return MOMENT.format(moment.toInstant());
        }
        return cell instanceof Boolean || cell instanceof Double
                ? cell.toString().toUpperCase(Locale.ROOT)
                : String.valueOf(row.getString(column));
    }

    /** The number of sessions that wait for a lock of another session. */
    public static int lockWaits(DataSource source) {
        return Integer.parseInt(rows(
                        source,
                        isPostgres()
                                ? "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                                : "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL")
                .get(0));
    }

    /** Loads an archive that nothing stops. */
    public LoadResult load(ArchiveLoad archive, WeekSource source) throws IOException {
        return weeks.load(archive, source, () -> {});
    }

    /** Whether loads have changed weeks that are neither published nor withheld. */
    public boolean hasUnpublishedWeeks() {
        return !publications.withheldVariants().keySet().containsAll(variants.unpublishedVariants());
    }

    public void execute(String statement) {
        execute(source, statement);
    }

    public static void execute(DataSource source, String statement) {
        try (Connection connection = source.getConnection();
                Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    @Override
    public void close() {
        source.close();
    }

    /** Returns the start, then a second more each time. */
    public static final class TickingClock extends Clock {
        private Instant next = START;

        public synchronized void goTo(Instant instant) {
            next = instant;
        }

        @Override
        public synchronized Instant instant() {
            Instant now = next;
            next = next.plus(Duration.ofSeconds(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
