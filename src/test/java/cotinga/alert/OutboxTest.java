package cotinga.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.flow.MovableClock;
import cotinga.monitor.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final String SLACK = "slack endpoint 1";
    private static final String FILE = "camel endpoint 2";

    private final LogWatch log = new LogWatch(Level.INFO);
    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
    private final Outbox outbox = new Outbox(
            Endpoint.list("slack:https://hooks.example/secret camel:file:alerts"),
            new Deliveries(Optional.empty(), Clock.systemUTC()),
            Duration.ofMinutes(2),
            clock);

    @BeforeEach
    void watch() {
        log.begin();
    }

    @AfterEach
    void end() {
        log.end();
    }

    @Test
    void sendsToEachEndpointInOrder() {
        outbox.add(List.of(alert("1"), alert("2")));

        assertThat(outbox.begin()).containsExactly(SLACK, FILE);
        assertThat(send(FILE)).containsExactly("1", "2");
        assertThat(send(SLACK)).containsExactly("1", "2");
        assertThat(outbox.begin()).isEmpty();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void sendsToAnEndpointOnceAtATime() {
        outbox.add(List.of(alert("1")));

        assertThat(outbox.begin()).containsExactly(SLACK, FILE);
        outbox.add(List.of(alert("2")));
        assertThat(outbox.begin()).isEmpty();
        assertThat(send(SLACK)).containsExactly("1", "2");
    }

    @Test
    void dropsAMessageThatHasWaitedForADay() {
        outbox.add(List.of(alert("1")));
        outbox.begin();
        outbox.keep(next(SLACK), "does not respond");
        assertThat(outbox.next(SLACK)).isNull();
        clock.goTo("2026-06-16T12:00:01Z");

        assertThat(outbox.begin()).doesNotContain(SLACK);
        assertThat(log.errors())
                .filteredOn(line -> line.contains("slack"))
                .last()
                .asString()
                .contains("The slack endpoint 1 has not accepted an alert for a day; the message is lost: 1");
    }

    @Test
    void keepsAMessageUntilItIsAcceptedAndTriesLessAndLessOften() {
        outbox.add(List.of(alert("1")));
        List<Integer> attempts = new ArrayList<>();
        for (int observation = 0; observation < 200; observation++) {
            if (outbox.begin().contains(SLACK)) {
                attempts.add(observation);
                outbox.keep(next(SLACK), "does not respond");
                assertThat(outbox.next(SLACK)).isNull();
            }
            outbox.add(List.of());
        }
        assertThat(attempts).containsExactly(0, 1, 3, 7, 15, 31, 63, 103, 143, 183);

        outbox.add(List.of(alert("2")));
        while (!outbox.begin().contains(SLACK)) {
            outbox.add(List.of());
        }
        assertThat(send(SLACK)).containsExactly("1", "2");
        assertThat(log.errors())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("The slack endpoint 1 does not respond; it is sent again until it is accepted"))
                .anySatisfy(line -> assertThat(line).contains("The slack endpoint 1 accepts alerts again"))
                .noneSatisfy(line -> assertThat(line).contains("secret"));
    }

    @Test
    void losesTheOldestOfTooManyMessages() {
        for (int number = 1; number <= 102; number++) {
            outbox.add(List.of(alert(String.valueOf(number))));
        }

        outbox.begin();
        assertThat(send(SLACK)).hasSize(100).startsWith("3", "4").endsWith("102");
        assertThat(log.errors())
                .filteredOn(
                        line -> line.contains("More than 100 alerts wait for the slack endpoint 1; the oldest is lost"))
                .hasSize(2);
    }

    @Test
    void acceptsAMessageThatWasLostMeanwhile() {
        outbox.add(List.of(alert("0")));
        outbox.begin();
        Delivery first = next(SLACK);
        for (int number = 1; number <= 100; number++) {
            outbox.add(List.of(alert(String.valueOf(number))));
        }

        outbox.accepted(first);

        assertThat(send(SLACK)).hasSize(100).startsWith("1");
    }

    @Test
    void dropsAMessageThatIsRejectedForItsContent() {
        outbox.add(List.of(alert("1"), alert("2")));
        outbox.begin();

        outbox.drop(next(SLACK), "rejects it");

        assertThat(send(SLACK)).containsExactly("2");
        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains("The slack endpoint 1 rejects it; the message is lost: 1"));
    }

    @Test
    void logsOnceThatAnEndpointHangs() {
        outbox.add(List.of(alert("1")));
        outbox.begin();
        Delivery hanging = next(FILE);
        send(SLACK);
        clock.goTo("2026-06-15T12:02:00Z");
        outbox.add(List.of(alert("2")));
        outbox.begin();
        send(SLACK);
        assertThat(log.errors()).as("retries may take that long").isEmpty();

        clock.goTo("2026-06-15T12:02:01Z");
        outbox.begin();
        outbox.begin();
        outbox.accepted(hanging);

        assertThat(send(FILE)).containsExactly("2");
        assertThat(log.errors())
                .satisfiesExactly(
                        hang -> assertThat(hang)
                                .contains("The camel endpoint 2 has neither accepted nor rejected an alert since"
                                        + " 2026-06-15T12:00:00Z, with 2 alerts waiting; check the endpoint"),
                        end -> assertThat(end).contains("The camel endpoint 2 accepts alerts again"));
    }

    @Test
    void logsEveryHangOfAnEndpoint() {
        outbox.add(List.of(alert("1"), alert("2")));
        outbox.begin();
        Delivery hanging = next(SLACK);
        clock.goTo("2026-06-15T12:10:00Z");
        outbox.begin();
        outbox.drop(hanging, "rejects it");
        next(SLACK);
        clock.goTo("2026-06-15T12:20:00Z");
        outbox.begin();

        assertThat(log.errors())
                .filteredOn(line -> line.contains("slack endpoint 1 has neither"))
                .hasSize(2);
    }

    @Test
    void countsWhatWaitsAndWhatIsLostByKindOfEndpoint() {
        for (int number = 1; number <= 102; number++) {
            outbox.add(List.of(alert(String.valueOf(number))));
        }
        outbox.begin();
        outbox.drop(next(SLACK), "rejects it");
        outbox.keep(next(FILE), "does not respond");
        outbox.next(FILE);
        clock.goTo("2026-06-16T12:00:01Z");
        outbox.begin();

        assertThat(outbox.waiting(Endpoint.Format.SLACK)).isEqualTo(99);
        assertThat(outbox.lost(Endpoint.Format.SLACK)).isEqualTo(3);
        assertThat(outbox.waiting(Endpoint.Format.CAMEL)).isZero();
        assertThat(outbox.lost(Endpoint.Format.CAMEL)).isEqualTo(102);
        assertThat(outbox.waiting(Endpoint.Format.WEBHOOK)).isZero();
    }

    /** Sends what waits, and returns the ids. */
    private List<String> send(String endpoint) {
        List<String> ids = new ArrayList<>();
        Delivery delivery = outbox.next(endpoint);
        while (delivery != null) {
            ids.add(delivery.id());
            outbox.accepted(delivery);
            delivery = outbox.next(endpoint);
        }
        return ids;
    }

    private Delivery next(String endpoint) {
        return Objects.requireNonNull(outbox.next(endpoint));
    }

    private static Alert alert(String id) {
        return Alert.of(
                id,
                Alert.Kind.RAISED,
                Instant.parse("2026-06-15T12:00:00Z"),
                List.of(new Condition(Condition.Kind.DISK_LOW, "data", "the disk is full")));
    }
}
