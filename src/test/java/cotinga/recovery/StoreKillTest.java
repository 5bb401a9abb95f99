package cotinga.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that create, upgrade and copy a database; {@code KillHarness} does it more often, with larger ones. */
class StoreKillTest {
    private static final long SEED = 20_261_127;
    private static final int WEEKS = 20_000;

    @Test
    void startsAfterAKillDuringTheFirstStartOrAnUpgrade(@TempDir Path home) throws Exception {
        StoreKills kills = new StoreKills(home, WEEKS, SEED);
        assertThat(kills.firstStart()).isEmpty();
        assertThat(kills.upgrade(2)).isEmpty();
    }

    @Test
    @Tag("full")
    void startsAfterAKillAtAnyTime(@TempDir Path home) throws Exception {
        StoreKills kills = new StoreKills(home, WEEKS, SEED + 1);
        for (int schema = 1; schema < StoreKills.newestSchema(); schema++) {
            assertThat(kills.upgrade(schema))
                    .as("upgrade from schema %d", schema)
                    .isEmpty();
        }
        for (int time = 0; time < 3; time++) {
            assertThat(kills.firstStart()).isEmpty();
            assertThat(kills.backup()).isEmpty();
            assertThat(kills.cleanUp()).isEmpty();
            assertThat(kills.restore()).isEmpty();
            assertThat(kills.inbox()).isEmpty();
        }
    }
}
