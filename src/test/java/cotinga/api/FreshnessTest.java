package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long a response is fresh. */
class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private static Freshness freshness(Optional<Instant> nextRun) {
        return new Freshness(
                () -> Snapshot.NONE, "", () -> nextRun, () -> true, false, Clock.fixed(NOW, ZoneOffset.UTC));
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
                () -> true,
                true,
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(freshness.cacheControl()).isEqualTo("private, max-age=300");
        assertThat(freshness.cacheControl()).isEqualTo("private, max-age=300");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTagBeginsWithTheDataVersionWhichAnotherInstanceCanRead() {
        Snapshot published = new Snapshot(12, NOW, 0, Map.of(), Map.of());
        Freshness freshness = new Freshness(() -> published, "", Optional::empty, () -> true, false, Clock.systemUTC());

        String tag = freshness.now().validator("/a", "*/*", Coding.GZIP).tag();

        assertThat(tag).matches("12-[0-9a-f]{32}");
        assertThat(new IfNoneMatch(List.of("W/\"9-0a\", \"" + tag + '"', "\"11-ff\"")).newestVersion())
                .isEqualTo(12);
    }

    @Test
    void otherTagsHaveNoDataVersion() {
        assertThat(new IfNoneMatch(List.of("*", "\"0a1b\"", "\"x-1\"", "\"1-\"", "\"9999999999999999999-0a\"", "7-0a"))
                        .newestVersion())
                .isZero();
    }

    @Test
    void tellsThatTheDatabaseDoesNotAnswer() {
        AtomicBoolean isInContact = new AtomicBoolean(true);
        Freshness freshness =
                new Freshness(() -> Snapshot.NONE, "", Optional::empty, isInContact::get, false, Clock.systemUTC());
        assertThat(freshness.cacheStatus()).isNull();

        isInContact.set(false);

        assertThat(freshness.cacheStatus()).isEqualTo("cotinga; hit; detail=database-unreachable");
    }

    @Test
    void aTagIsInvalidAfterAPublication() {
        AtomicReference<Snapshot> published = new AtomicReference<>(Snapshot.NONE);
        Freshness freshness = new Freshness(published::get, "", Optional::empty, () -> true, false, Clock.systemUTC());
        Freshness.Moment moment = freshness.now();
        assertThat(moment.isOver()).isFalse();

        published.set(new Snapshot(1, NOW, 0, Map.of(), Map.of()));

        assertThat(moment.isOver()).isTrue();
        assertThat(freshness.now().validator("/a", "*/*", Coding.GZIP).tag())
                .isNotEqualTo(moment.validator("/a", "*/*", Coding.GZIP).tag());
    }
}
