package cotinga.store.changes;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.store.publications.PublicationDraft;
import cotinga.store.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeStoreTest {
    @AutoClose
    private TestDatabase database;

    private ChangeStore changes;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        changes = new ChangeStore(database.source, database.clock);
    }

    private List<String> patternsAfter(long id) {
        return changes.invalidationsAfter(id).stream()
                .map(ChangeStore.Invalidation::pattern)
                .toList();
    }

    @Test
    void readsTheNewestOfEachKind() {
        assertThat(changes.newest()).isEqualTo(new Changes(0, 0, 0));

        database.publications.publish(1, "build 1", null, new PublicationDraft(), () -> {});
        changes.invalidate("");
        changes.invalidate("legacy/*");

        assertThat(changes.newest()).isEqualTo(new Changes(1, 0, 2));
        assertThat(patternsAfter(0)).containsExactly("", "legacy/*");
        assertThat(patternsAfter(1)).containsExactly("legacy/*");
        assertThat(patternsAfter(2)).isEmpty();
    }

    @Test
    void idsOfInvalidationsNeverRepeat() {
        changes.invalidate("a");
        database.clock.goTo(database.clock.instant().plus(Duration.ofDays(2)));
        changes.invalidate("b");
        database.execute(
                "UPDATE cache_invalidation SET requested_at = TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'");
        changes.invalidate("c");

        assertThat(patternsAfter(0)).as("old ones are deleted").containsExactly("c");
        assertThat(changes.newest().invalidation()).isEqualTo(3);
    }

    @Test
    void idsOfInvalidationsAreCommittedInTheirOrder() {
        IntStream.range(0, 8).parallel().forEach(number -> changes.invalidate("parallel"));

        assertThat(changes.invalidationsAfter(0))
                .extracting(ChangeStore.Invalidation::id)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
}
