package cotinga.store.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the notifications of a PostgreSQL server on a connection and a thread of its own. It opens the connection again after a failure. A
 * standby server sends none.
 */
public final class NotificationListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

    /** After so long without a notification, it checks that the connection works. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_OF_STANDBY = Duration.ofMinutes(1);
    private static final int SECONDS_TO_CONNECT = 5;

    private final String url;
    private final Properties properties = new Properties();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private boolean isStandby;

    /** Receives nothing before it is started. */
    public NotificationListener(String url, String user, String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", String.valueOf(SECONDS_TO_CONNECT));
        properties.setProperty("loginTimeout", String.valueOf(SECONDS_TO_CONNECT));
        properties.setProperty("tcpKeepAlive", "true");
    }

    /**
     * Begins to receive.
     *
     * @param received is called after notifications, and after each new connection, because some may have been missed before it
     */
    public void start(Runnable received) {
        Thread started = new Thread(() -> listen(received), "notifications");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void listen(Runnable received) {
        while (!closed) {
            Duration pause = PAUSE;
            try (Connection opened = DriverManager.getConnection(url, properties)) {
                connection = opened;
                receive(opened, received);
            } catch (SQLException e) {
                if (StoreException.isOfReadOnlyDatabase(e)) {
                    pause = PAUSE_OF_STANDBY;
                    announceStandby();
                }
                LOG.debug("No notifications are received, which is tried again: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.warn("A notification of the database had no effect", e);
            }
            sleep(pause);
        }
    }

    private void receive(Connection opened, Runnable received) throws SQLException {
        Notifications.listen(opened);
        PGConnection session = opened.unwrap(PGConnection.class);
        received.run();
        while (!closed) {
            if (session.getNotifications((int) LONGEST_SILENCE.toMillis()).length > 0) {
                received.run();
            } else if (!opened.isValid(SECONDS_TO_CONNECT)) {
                return;
            }
        }
    }

    private void announceStandby() {
        if (!isStandby) {
            isStandby = true;
            LOG.info("The database is a standby server, which sends no notifications: it is read each second");
        }
    }

    private void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(closed ? 0 : pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Receives nothing any more. */
    @Override
    public void close() {
        closed = true;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
        }
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection for notifications was not closed: {}", e.getMessage());
            }
        }
    }
}
