package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long a response is fresh. */
class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private static Freshness freshness(Optional<Instant> nextRun) {
        return new Freshness(() -> Snapshot.NONE, "", () -> nextRun, false, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void isFreshForFiveMinutesOrUntilTheNextRun() {
        assertThat(freshness(Optional.empty()).cacheControl()).isEqualTo("public, max-age=300");
        assertThat(freshness(Optional.of(NOW.plusSeconds(301))).cacheControl()).isEqualTo("public, max-age=300");
        assertThat(freshness(Optional.of(NOW.plusMillis(59_999))).cacheControl())
                .isEqualTo("public, max-age=59");
        assertThat(freshness(Optional.of(NOW.minusSeconds(5))).cacheControl()).isEqualTo("public, max-age=0");
    }

    @Test
    void readsTheScheduleOnceASecondAtMost() {
        AtomicInteger asked = new AtomicInteger();
        Freshness freshness = new Freshness(
                () -> Snapshot.NONE,
                "",
                () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                true,
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(freshness.cacheControl()).isEqualTo("private, max-age=300");
        assertThat(freshness.cacheControl()).isEqualTo("private, max-age=300");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTagIsInvalidAfterAPublication() {
        AtomicReference<Snapshot> published = new AtomicReference<>(Snapshot.NONE);
        Freshness freshness = new Freshness(published::get, "", Optional::empty, false, Clock.systemUTC());
        Freshness.Moment moment = freshness.now();
        assertThat(moment.isOver()).isFalse();

        published.set(new Snapshot(1, NOW, 0, Map.of(), Map.of()));

        assertThat(moment.isOver()).isTrue();
        assertThat(freshness.now().validator("/a", "*/*", Coding.GZIP).tag())
                .isNotEqualTo(moment.validator("/a", "*/*", Coding.GZIP).tag());
    }
}
