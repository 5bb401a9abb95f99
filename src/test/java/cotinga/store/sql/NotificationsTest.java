package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notifications between instances. */
@OnlyOnPostgres
class NotificationsTest {
    private static final String LISTENER = "listener";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicInteger received = new AtomicInteger();
    private TestDatabase database;
    private NotificationListener listener;

    @BeforeEach
    void listen(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        listener = new NotificationListener(Database.named(TestDatabase.url(folder), LISTENER), "sa", "");
        listener.start(received::incrementAndGet);
        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasValue(1));
    }

    @AfterEach
    void close() {
        listener.close();
        database.close();
    }

    private void send() {
        Transaction.write(database.source, "send a notification", connection -> {
            Notifications.send(connection);
            return true;
        });
    }

    private int sessions() {
        return Integer.parseInt(
                database.rows("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '" + LISTENER + "'")
                        .get(0));
    }

    @Test
    void arriveWhenTheTransactionCommits() throws Exception {
        Transaction.write(database.source, "send a notification", connection -> {
            Notifications.send(connection);
            Notifications.send(connection);
            Thread.sleep(200);
            assertThat(received).as("before the commit").hasValue(1);
            return true;
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasValue(2));
    }

    @Test
    void arriveOnANewConnectionAfterAFailure() {
        database.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + LISTENER + "'");

        await().atMost(SOON).untilAsserted(() -> assertThat(received)
                .as("what may have changed meanwhile")
                .hasValue(2));
        send();
        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasValue(3));
    }

    @Test
    void theConnectionEndsWithTheListener() {
        assertThat(sessions()).isEqualTo(1);

        listener.close();

        await().atMost(SOON).until(() -> sessions() == 0);
    }
}
