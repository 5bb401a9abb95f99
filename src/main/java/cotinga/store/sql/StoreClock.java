package cotinga.store.sql;

import cotinga.base.SystemClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The moments that the store records. On PostgreSQL they are those of the server, whose clock all instances share. An embedded database has the
 * clock of the application, and so has a server whose application has another clock than that of the system, as in the sandbox.
 */
public final class StoreClock {
    private static final Sql SERVER_CLOCK = Sql.named("server-clock");
    private static final Sql NEWEST_MOMENT = Sql.named("newest-moment");

    private final Clock application;
    private final boolean isOfServer;

    public StoreClock(Clock application) {
        this(application, application.equals(SystemClock.get()));
    }

    /** @param isOfServer whether the clock of a server decides, if the database has one */
    StoreClock(Clock application, boolean isOfServer) {
        this.application = application;
        this.isOfServer = isOfServer;
    }

    /** The moment now, to the microsecond. */
    public Instant now(Connection connection) throws SQLException {
        if (isOfServer && DatabaseProduct.of(connection) == DatabaseProduct.POSTGRESQL) {
            try (NamedStatement clock = SERVER_CLOCK.prepare(connection)) {
                return clock.first(row -> ResultColumns.instant(row, "moment")).orElseThrow();
            }
        }
        return application.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The moment of a load or a publication: now, but not before any that is stored, even if the clock was set back. Call it when the locks of the
     * transaction are held, so that the newest one is visible.
     */
    public Instant next(Connection connection) throws SQLException {
        Instant now = now(connection);
        try (NamedStatement newest = NEWEST_MOMENT.prepare(connection)) {
            return newest.first(row -> ResultColumns.instant(row, "moment"))
                    .filter(now::isBefore)
                    .orElse(now);
        }
    }
}
