package cotinga.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.flow.LogWatch;
import cotinga.flow.MovableClock;
import cotinga.monitor.Condition;
import cotinga.report.ReportVariant;
import cotinga.store.alerts.AlertStateStore;
import cotinga.store.alerts.MarketAlert;
import cotinga.store.sql.Database;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.TestDatabase;
import cotinga.store.sql.TransactionListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was reported to operators, across processes that share a database. */
class AlertStateTest {
    private static final String SLACK = "slack endpoint 1";
    private static final Condition DISK = new Condition(Condition.Kind.DISK_LOW, "data", "the disk is full");
    private static final Condition BACKUP = new Condition(Condition.Kind.BACKUP_FAILED, "", "the last backup failed");
    private static final Condition DATABASE =
            new Condition(Condition.Kind.DATABASE_UNAVAILABLE, "", "the database has not answered");
    private static final Condition STALE = new Condition(Condition.Kind.DATA_STALE, "tff_fo", "no week is published");
    private static final Condition LATE = new Condition(Condition.Kind.DATA_LATE, "tff_fo", "the release is late");
    private static final Condition BREAKER = new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", "it is open");

    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
    private final List<String> transactions = new ArrayList<>();
    private final LogWatch log = new LogWatch(Level.WARN);
    private TestDatabase database;

    /** The alerts of one process. */
    private final class Instance {
        private final Outbox outbox;
        private final Alerts alerts;
        private final AlertState state;

        private Instance(String endpoints) {
            outbox = new Outbox(
                    Endpoint.list(endpoints),
                    new Deliveries(Optional.empty(), Clock.systemUTC()),
                    Duration.ofMinutes(2),
                    clock);
            alerts = new Alerts(outbox, Duration.ofHours(1), clock);
            state = new AlertState(new AlertStateStore(database.source), alerts);
        }

        /** The texts of the messages after some observations that show the same conditions. */
        private List<String> observe(int times, Condition... lasting) {
            List<String> texts = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                alerts.after(List.of(lasting)).forEach(alert -> texts.add(alert.text()));
            }
            return texts;
        }

        private List<String> send() {
            List<String> ids = new ArrayList<>();
            outbox.begin();
            Delivery delivery = outbox.next(SLACK);
            while (delivery != null) {
                ids.add(delivery.id());
                outbox.accepted(delivery);
                delivery = outbox.next(SLACK);
            }
            return ids;
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        log.begin();
        Database.notifyOfTransactions(database.source, doing -> {
            transactions.add(doing);
            return TransactionListener.NONE.begin(doing);
        });
    }

    @AfterEach
    void close() {
        log.end();
        database.close();
    }

    private Instance begun() {
        Instance process = new Instance("slack:https://hooks.example/secret");
        process.state.begin();
        return process;
    }

    @Test
    void reportsNothingAgainAfterARestart() {
        Instance first = begun();
        assertThat(first.observe(1, DISK)).hasSize(1);
        first.state.store();

        Instance second = begun();

        assertThat(second.observe(8, DISK)).isEmpty();
        assertThat(second.observe(3)).isEmpty();
        assertThat(second.observe(1))
                .singleElement()
                .asString()
                .startsWith("Cotinga: Recovered\n- disk-low: the disk is full");
        second.state.store();
        assertThat(begun().observe(8)).isEmpty();
    }

    @Test
    void aConditionThatNeedsAFirstLoadIsNotTakenForRecoveredBeforeItIsKnown() {
        Instance first = begun();
        first.observe(1, STALE);
        first.state.store();

        Instance second = begun();
        assertThat(second.observe(8)).as("the first load may last").isEmpty();
        clock.goTo("2026-06-15T13:00:01Z");

        assertThat(second.observe(1)).singleElement().asString().startsWith("Cotinga: Recovered");
    }

    @Test
    void theDigestHasWhatAnEarlierInstanceHasFound() {
        Instance first = begun();
        first.observe(1, LATE);
        first.state.store();

        Instance second = begun();
        second.observe(1, BREAKER);

        assertThat(second.alerts.digest()).singleElement().satisfies(digest -> assertThat(digest.text())
                .isEqualTo("Cotinga: Digest\n- data-late: the release is late\n- breaker-open: it is open"));
        second.state.store();
        assertThat(begun().alerts.digest()).isEmpty();
    }

    @Test
    void sendsWhatWaitsInOrderAndUnderItsIdAfterARestart() {
        Instance first = begun();
        List<String> ids = new ArrayList<>();
        first.alerts.after(List.of(DISK)).forEach(alert -> ids.add(alert.id()));
        first.outbox.add(List.of(Alert.of("msg_of_watchlists", clock.instant(), List.of(marketAlert()))));
        ids.add("msg_of_watchlists");
        first.outbox.begin();
        Delivery attempt = Objects.requireNonNull(first.outbox.next(SLACK));
        first.outbox.keep(attempt, "does not respond");
        first.state.store();
        first.observe(1, DISK, BACKUP);

        Instance second = begun();
        second.alerts.after(List.of(DISK, BACKUP)).forEach(alert -> ids.add(alert.id()));

        assertThat(second.outbox.begin()).containsExactly(SLACK);
        Delivery again = Objects.requireNonNull(second.outbox.next(SLACK));
        assertThat(again).usingRecursiveComparison().isEqualTo(attempt);
        second.outbox.accepted(again);
        Delivery watchlists = Objects.requireNonNull(second.outbox.next(SLACK));
        assertThat(watchlists.body())
                .contains("metals: Gold (088691, disagg/fo, 2026-06-09): index_156_g1&gt;=90 with");
        assertThat(second.send()).containsExactlyElementsOf(ids.subList(1, 3));
        second.state.store();
        assertThat(begun().send()).isEmpty();
        assertThat(database.rows("SELECT COUNT(*) FROM alert_message")).containsExactly("0");
    }

    @Test
    void triesAFailingEndpointAtOnceAfterARestartAndThenAsRarelyAsBefore() {
        Instance first = begun();
        first.observe(1, DISK);
        for (int failure = 0; failure < 3; failure++) {
            while (first.outbox.begin().isEmpty()) {
                first.observe(1, DISK);
            }
            first.outbox.keep(Objects.requireNonNull(first.outbox.next(SLACK)), "does not respond");
            first.outbox.next(SLACK);
        }
        first.state.store();
        assertThat(database.rows("SELECT endpoint, attempts FROM waiting_message"))
                .containsExactly(SLACK + " 3");

        Instance second = begun();
        List<Integer> attempts = new ArrayList<>();
        for (int observation = 0; observation < 25; observation++) {
            if (!second.outbox.begin().isEmpty()) {
                attempts.add(observation);
                second.outbox.keep(Objects.requireNonNull(second.outbox.next(SLACK)), "does not respond");
                second.outbox.next(SLACK);
            }
        }

        assertThat(attempts).containsExactly(0, 8, 24);
        assertThat(log.errors())
                .as("once in the log of each process")
                .filteredOn(line -> line.contains("does not respond; it is sent again until it is accepted"))
                .hasSize(2);
    }

    @Test
    void aMessageThatNobodyCouldSendIsNotDroppedAtTheStart() {
        Instance first = begun();
        first.observe(1, DISK);
        first.state.store();
        clock.goTo("2026-06-20T12:00:00Z");

        assertThat(begun().send()).hasSize(1);
    }

    @Test
    void takesWhatAnotherProcessHasDoneMeanwhile() {
        Instance first = begun();
        first.observe(1, DISK, LATE);
        first.state.store();
        Instance second = begun();
        assertThat(second.send()).hasSize(1);
        second.alerts.digest();
        second.observe(4, BACKUP);
        second.state.store();

        first.state.begin();

        assertThat(first.observe(8, BACKUP))
                .as("both were reported by the other one")
                .isEmpty();
        assertThat(first.alerts.digest()).isEmpty();
        assertThat(first.send()).as("digest, backup and recovery").hasSize(3);
    }

    @Test
    void executesNoStatementWhenNothingHasChanged() {
        Instance process = begun();
        process.observe(1, DISK, LATE);
        process.state.store();
        transactions.clear();

        for (int observation = 0; observation < 100; observation++) {
            process.observe(1, DISK, new Condition(Condition.Kind.DATA_LATE, "tff_fo", "late by " + observation));
            process.state.store();
        }

        assertThat(transactions).isEmpty();
    }

    @Test
    void storesAgainWhatHasChangedWhileAnotherThreadStores() throws Exception {
        Instance process = begun();
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Database.notifyOfTransactions(database.source, doing -> {
            storing.countDown();
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return TransactionListener.NONE.begin(doing);
        });
        process.observe(1, DISK);
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(process.state::store);
        storing.await();
        process.observe(1, DISK, BACKUP);

        assertThat(process.state.store()).as("does not wait").isFalse();
        changed.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(database.rows("SELECT kind FROM reported_condition ORDER BY kind"))
                .containsExactly("backup-failed", "disk-low");
    }

    @Test
    void reportsADatabaseThatDoesNotAnswerAndStoresThatLater() throws Exception {
        Instance process = begun();
        process.observe(1, DISK);
        process.state.store();
        assertThat(process.send()).hasSize(1);
        database.source.setConnectionTimeout(250); // the shortest that the pool allows
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < database.source.getMaximumPoolSize(); number++) {
            all.add(database.source.getConnection());
        }

        assertThat(process.observe(1, DISK, DATABASE)).hasSize(1);
        assertThatThrownBy(process.state::store).isInstanceOf(StoreException.class);
        assertThat(process.state.storeFailed()).isTrue();
        assertThatThrownBy(process.state::store).isInstanceOf(StoreException.class);
        assertThat(process.state.storeFailed()).as("logged once").isFalse();
        assertThat(process.outbox.begin()).as("nothing waits for the database").containsExactly(SLACK);
        for (Connection connection : all) {
            connection.close();
        }
        assertThat(process.state.store()).as("logged once").isTrue();

        Instance second = begun();
        assertThat(second.observe(3, DISK)).isEmpty();
        assertThat(second.observe(1, DISK)).singleElement().asString().contains("Recovered\n- database-unavailable");
        assertThat(second.send()).hasSize(2);
    }

    @Test
    void storesWhatACommitWithoutAnswerMayHaveStored() {
        Instance process = begun();
        process.observe(1, DISK);
        process.state.store();
        AlertState unaware = new AlertState(new AlertStateStore(database.source), process.alerts);

        unaware.store();

        assertThat(database.rows("SELECT kind, subject FROM reported_condition"))
                .containsExactly("disk-low data");
        assertThat(database.rows("SELECT COUNT(*) FROM waiting_message")).containsExactly("1");
    }

    @Test
    void storesNoAddressAndForgetsMessagesToAnEndpointThatIsGone() {
        Instance first = new Instance("slack:https://hooks.example/secret webhook:https://ops.example/token");
        first.state.begin();
        first.observe(1, DISK);
        first.state.store();
        assertThat(String.join("\n", database.rows("SELECT * FROM alert_message, waiting_message")))
                .doesNotContain("secret", "token", "example");

        Instance second = begun();

        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains("1 alert for the webhook endpoint 2, which cotinga.alerts.endpoints does not have any more,"
                        + " will not be sent"));
        assertThat(second.send()).hasSize(1);
        assertThat(database.rows("SELECT endpoint FROM waiting_message")).containsExactly(SLACK);
    }

    @Test
    void forgetsWhatOnlyAnotherBuildUnderstands() {
        Instance first = begun();
        first.observe(1, DISK);
        first.state.store();
        database.execute("UPDATE alert_message SET content = '{}', type = 'alert.unknown'");
        database.execute("INSERT INTO reported_condition (kind, subject, message) VALUES ('unknown', '', 'x')");

        Instance second = begun();

        assertThat(second.send()).isEmpty();
        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("A stored alert for the " + SLACK + " cannot be read; the message is lost: msg_");
        assertThat(database.rows("SELECT kind FROM reported_condition")).containsExactly("disk-low");
        assertThat(database.rows("SELECT COUNT(*) FROM alert_message")).containsExactly("0");
    }

    private MarketAlert marketAlert() {
        return new MarketAlert(
                7,
                Instant.parse("2026-06-15T11:59:59.123456Z"),
                3,
                new MarketAlert.Found(
                        "metals",
                        "entry",
                        "",
                        ReportVariant.ofPath("disagg/fo").orElseThrow(),
                        "088691",
                        "Gold",
                        LocalDate.parse("2026-06-09"),
                        "index_156_g1>=90",
                        "{\"index_156_g1\":97.3}"));
    }
}
