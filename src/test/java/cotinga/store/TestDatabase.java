package cotinga.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** An embedded database in a folder, with the stores on it and a clock that advances by a second at each reading. */
final class TestDatabase implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T20:30:00Z");

    final HikariDataSource source;
    final TickingClock clock = new TickingClock();
    final WeekStore weeks;
    final PublicationStore publications;
    final VariantStore variants;
    final DownloadStore downloads;
    final QuarantineStore quarantine;
    final RunStore runs;
    final PriceStore prices;

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

    static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("cotinga");
    }

    /** A pool of connections to a database in any state. */
    static HikariDataSource open(String url, String user, String password, int poolSize) {
        return Database.open(url, new EmbeddedDatabase.Access(user, password, poolSize), false);
    }

    static TestDatabase in(Path folder) {
        boolean isNew = EmptyDatabase.copyInto(folder, "sa");
        HikariDataSource source = open(url(folder), "sa", "", 6);
        if (!isNew) {
            Database.migrate(source);
        }
        return new TestDatabase(source);
    }

    /** The rows of a query, each as its cells with blanks between. */
    List<String> rows(String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    cells.add(String.valueOf(rows.getString(column)));
                }
                found.add(String.join(" ", cells));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Loads an archive that nothing stops. */
    LoadResult load(ArchiveLoad archive, WeekSource source) throws IOException {
        return weeks.load(archive, source, () -> {});
    }

    /** Whether loads have changed weeks that are neither published nor withheld. */
    boolean hasUnpublishedWeeks() {
        return !publications.withheldVariants().keySet().containsAll(variants.unpublishedVariants());
    }

    void execute(String statement) {
        execute(source, statement);
    }

    static void execute(DataSource source, String statement) {
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
    static final class TickingClock extends Clock {
        private Instant next = START;

        synchronized void goTo(Instant instant) {
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
