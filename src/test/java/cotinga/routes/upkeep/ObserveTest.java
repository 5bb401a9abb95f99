package cotinga.routes.upkeep;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.alert.Alert;
import cotinga.base.DiskReserve;
import cotinga.flow.LogWatch;
import cotinga.monitor.Condition;
import cotinga.monitor.Monitor;
import cotinga.monitor.Observation;
import cotinga.monitor.ResourceGuard;
import cotinga.monitor.Storage;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ReportRuns;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"poll-database", "read-database", "poll-storage", "poll-state", "observe"})
class ObserveTest extends RouteTestSupport {
    private final LogWatch log = new LogWatch(Level.INFO);

    /** How the free space of a disk is read. */
    private ToLongFunction<Path> freeBytes = DiskReserve::free;

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.bind(
                "storage",
                new Storage(
                        Map.of("data", directory),
                        path -> freeBytes.applyAsLong(path),
                        new DiskReserve(1),
                        Optional.empty()));
    }

    @Test
    void keepsTheStateForTheMetrics() throws Exception {
        Monitor monitor = bean(Monitor.class);
        assertThat(monitor.latest().run(RunKind.REPORTS).lastStatus()).isEmpty();
        bean(ReportRuns.class).finish(beginReports(), false, List.of("something is missing"), null);
        assertThat(monitor.latest().run(RunKind.REPORTS).lastStatus())
                .as("before the next reading")
                .isEmpty();

        assertThat(callWith("poll-database").getException()).isNull();
        observe();

        Observation.RunState reports = monitor.latest().run(RunKind.REPORTS);
        assertThat(reports.lastStatus()).contains(RunStatus.ERROR);
        assertThat(reports.isFailed()).isTrue();
        assertThat(reports.lastSuccess()).isEmpty();
        assertThat(monitor.latest().variant(TFF_FO).publishedAt()).isEmpty();
        assertThat(alerts()).singleElement().satisfies(alert -> assertThat(alert.text())
                .contains("run-failed: the last run of reports failed"));
    }

    @Test
    void alertsAndLogsOnceWhenTheDatabaseFails() {
        Monitor monitor = bean(Monitor.class);
        monitor.observe();
        bean(HikariDataSource.class).close();
        log.begin();

        for (int round = 0; round < 8; round++) {
            assertThat(callWith("poll-database").getException()).isNull();
            observe();
        }
        log.end();

        assertThat(log.errors())
                .filteredOn(line -> line.contains("database"))
                .singleElement()
                .asString()
                .contains("The database cannot be read", "has been closed");
        assertThat(alerts()).singleElement().satisfies(alert -> assertThat(alert.text())
                .startsWith("Cotinga: Alert\n- database-unavailable: the database has not answered since "));
        assertThat(monitor.latest().database().isFailing()).isTrue();
        assertThat(monitor.latest().disk("data").freeBytes().orElseThrow())
                .as("still observed")
                .isPositive();
    }

    @Test
    void alertsAndLogsOnceWhileAReadingDoesNotComeBack() throws Exception {
        Monitor monitor = bean(Monitor.class);
        monitor.observe();
        HikariDataSource database = bean(HikariDataSource.class);
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < database.getMaximumPoolSize(); number++) {
            all.add(database.getConnection());
        }
        log.begin();
        CompletableFuture<Exchange> reading = CompletableFuture.supplyAsync(() -> callWith("poll-database"));
        await().until(() -> database.getHikariPoolMXBean().getThreadsAwaitingConnection() > 0);

        for (int round = 0; round < 8; round++) {
            observe();
        }

        assertThat(monitor.state().of(Condition.Kind.DATABASE_UNAVAILABLE)).hasSize(1);
        assertThat(alerts()).singleElement().satisfies(alert -> assertThat(alert.kind())
                .isEqualTo(Alert.Kind.RAISED));
        for (Connection connection : all) {
            connection.close();
        }
        assertThat(reading.get().getException()).isNull();
        for (int round = 0; round < 4; round++) {
            assertThat(callWith("poll-database").getException()).isNull();
            observe();
        }
        log.end();

        assertThat(alerts()).extracting(Alert::kind).containsExactly(Alert.Kind.RAISED, Alert.Kind.RECOVERED);
        assertThat(log.errors())
                .filteredOn(line -> line.contains("The database "))
                .satisfiesExactly(
                        begin -> assertThat(begin).contains("The database has not answered since "),
                        end -> assertThat(end).contains("The database can be read again"));
    }

    @Test
    void doesNotTakeABusyPoolForAFailingDatabase() throws Exception {
        Monitor monitor = bean(Monitor.class);
        monitor.observe();
        HikariDataSource database = bean(HikariDataSource.class);
        database.setConnectionTimeout(250); // the shortest that the pool allows
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < database.getMaximumPoolSize(); number++) {
            all.add(database.getConnection());
        }

        for (int round = 0; round < 5; round++) {
            assertThat(callWith("poll-database").getException()).isNull();
            observe();
        }
        for (Connection connection : all) {
            connection.close();
        }

        assertThat(monitor.latest().database().isUnavailable()).isTrue();
        assertThat(monitor.latest().database().isFailing())
                .as("the liveness check would restart the process")
                .isFalse();
    }

    @Test
    void alertsAndLogsOnceWhileADiskDoesNotAnswer() throws Exception {
        Monitor monitor = bean(Monitor.class);
        monitor.observe();
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        freeBytes = path -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 42;
        };
        log.begin();
        CompletableFuture<Exchange> reading = CompletableFuture.supplyAsync(() -> callWith("poll-storage"));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        for (int round = 0; round < 8; round++) {
            assertThat(callWith("poll-database").getException()).isNull();
            assertThat(callWith("poll-state").getException()).isNull();
        }

        assertThat(monitor.state().conditions())
                .extracting(Condition::kind)
                .as("the rest is still observed")
                .contains(Condition.Kind.STORAGE_UNAVAILABLE)
                .doesNotContain(Condition.Kind.DATABASE_UNAVAILABLE, Condition.Kind.DISK_LOW);
        answer.countDown();
        assertThat(reading.get().getException()).isNull();
        for (int round = 0; round < 4; round++) {
            assertThat(callWith("poll-database").getException()).isNull();
            observe();
        }
        log.end();

        assertThat(monitor.latest().disk("data").freeBytes()).hasValue(42);
        assertThat(alerts()).extracting(Alert::kind).containsExactly(Alert.Kind.RAISED, Alert.Kind.RECOVERED);
        assertThat(log.errors())
                .filteredOn(line -> line.contains("disks and backups"))
                .satisfiesExactly(
                        begin -> assertThat(begin).contains("The disks and backups have not answered since "),
                        end -> assertThat(end).contains("The disks and backups can be read again"));
    }

    @Test
    void alertsAndLogsOnceWhenTheDisksCannotBeRead() {
        Monitor monitor = bean(Monitor.class);
        monitor.observe();
        freeBytes = path -> {
            throw new IllegalStateException("the disk is gone");
        };
        log.begin();

        for (int round = 0; round < 8; round++) {
            observe();
        }
        log.end();

        assertThat(log.errors())
                .filteredOn(line -> line.contains("disks and backups"))
                .singleElement()
                .asString()
                .contains("The disks and backups cannot be read", "the disk is gone");
        assertThat(monitor.state().of(Condition.Kind.STORAGE_UNAVAILABLE)).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.background.free-disk=900000GB")
    void reducesBackgroundWorkWhenDiskSpaceIsShort() {
        assertThat(callWith("poll-database").getException()).isNull();
        assertThat(bean(ResourceGuard.class).isShort()).isFalse();

        observe();

        assertThat(bean(ResourceGuard.class).isShort()).isTrue();
        assertThat(bean(Monitor.class).state().of(Condition.Kind.BACKGROUND_REDUCED))
                .singleElement()
                .satisfies(condition -> assertThat(condition.message())
                        .startsWith("background work is reduced: ")
                        .contains("bytes are free for the data directory"));
        assertThat(alerts()).as("it is in the digest").isEmpty();
    }

    /** Reads the disks, and observes the state. */
    private void observe() {
        assertThat(callWith("poll-storage").getException()).isNull();
        assertThat(callWith("poll-state").getException()).isNull();
    }

    /** The alerts that were to be sent, in order. */
    private List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Exchange exchange : received("send-alerts")) {
            List<?> messages = exchange.getMessage().getBody(List.class);
            messages.forEach(message -> alerts.add((Alert) message));
        }
        return alerts;
    }
}
