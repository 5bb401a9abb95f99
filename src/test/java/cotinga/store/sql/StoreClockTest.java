package cotinga.store.sql;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.MovableClock;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.publications.Publication;
import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The moments that the store records, by clocks that differ. */
class StoreClockTest {
    private static final Duration DIFFERENCE = Duration.ofSeconds(30);

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    @Test
    void aPublicationByASlowerClockIsNotBeforeTheEarlierOne() throws IOException {
        load(LEGACY_FO, week("2026-11-10", 1));
        Publication first = Weeks.publish(database);
        database.clock.goTo(first.createdAt().minus(DIFFERENCE));
        load(LEGACY_FO, week("2026-11-10", 1), week("2026-11-17", 2));
        Publication second = Weeks.publish(database);
        database.clock.goTo(first.createdAt().plus(DIFFERENCE));
        load(LEGACY_FO, week("2026-11-10", 1), week("2026-11-17", 3));
        Publication third = Weeks.publish(database);

        assertThat(List.of(first.createdAt(), second.createdAt(), third.createdAt()))
                .isSorted();
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(third.createdAt()).isAfter(second.createdAt());
        assertThat(database.rows("SELECT version FROM publication ORDER BY created_at, version"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void aLoadByASlowerClockIsNotBeforeTheLoadOfAnotherVariant() throws IOException {
        database.clock.goTo(Instant.parse("2026-11-20T20:30:30Z"));
        load(LEGACY_FO, week("2026-11-10", 1));
        database.clock.goTo(Instant.parse("2026-11-20T20:30:00Z"));
        load(TFF_FO, week("2026-11-10", 1));
        load(LEGACY_FO, week("2026-11-10", 2), week("2026-11-17", 3));

        assertThat(database.rows("SELECT DISTINCT seen_at FROM week")).containsExactly("2026-11-20 20:30:30+00");
        assertThat(database.rows("SELECT DISTINCT loaded_at FROM download")).containsExactly("2026-11-20 20:30:30+00");
    }

    @Test
    void aRevisionByASlowerClockIsNotBeforeTheContentThatItReplaces() throws IOException {
        database.clock.goTo(Instant.parse("2026-11-20T20:30:30Z"));
        load(LEGACY_FO, week("2026-11-10", 1));
        Weeks.publish(database);
        database.clock.goTo(Instant.parse("2026-11-20T20:30:00Z"));
        load(LEGACY_FO, week("2026-11-10", 2));

        assertThat(database.rows("SELECT replaced_at - seen_at >= INTERVAL '0' SECOND FROM revision"))
                .as("known from its begin to its end")
                .hasSize(1)
                .doesNotContain("FALSE", "f");
    }

    @Test
    void readsTheClockOnceForEachTransaction() throws IOException {
        List<Week> weeks = new ArrayList<>();
        for (int line = 1; line <= 50; line++) {
            weeks.add(week(String.format("%06d", line), "2026-11-10", line, line));
        }
        database.weeks.load(yearly(LEGACY_FO, 2026, null), source(weeks), () -> {});

        assertThat(database.clock.instant())
                .as("it ticks at each reading")
                .isEqualTo(TestDatabase.START.plusSeconds(1));
    }

    @Test
    @OnlyOnPostgres
    void theClockOfTheServerDecidesUnlessTheApplicationHasAnother() {
        Clock late = Clock.offset(Clock.systemUTC(), DIFFERENCE.negated());

        Instant server = now(new StoreClock(late, true));
        Instant real = now(new StoreClock(Clock.systemUTC()));
        Instant sandbox = now(new StoreClock(MovableClock.at("2026-06-15T12:00:00Z")));

        assertThat(server).isAfter(late.instant().plus(DIFFERENCE.dividedBy(2)));
        assertThat(real).isAfterOrEqualTo(server);
        assertThat(sandbox).isEqualTo("2026-06-15T12:00:00Z");
    }

    @Test
    @OnlyOnPostgres
    void theClockOfTheServerGoesOnDuringATransaction() {
        StoreClock clock = new StoreClock(Clock.systemUTC());

        List<Instant> moments = Transaction.write(database.source, "read the clock", connection -> {
            Instant first = clock.now(connection);
            Instant next = first;
            while (!next.isAfter(first)) {
                next = clock.now(connection);
            }
            return List.of(first, next);
        });

        assertThat(moments.get(1)).isAfter(moments.get(0));
    }

    private Instant now(StoreClock clock) {
        return Transaction.write(database.source, "read the clock", clock::now);
    }

    private void load(ReportVariant variant, Week... weeks) throws IOException {
        database.load(yearly(variant, 2026, null), source(weeks));
    }
}
