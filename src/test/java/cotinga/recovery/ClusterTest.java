package cotinga.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.recovery.Cluster.Disturbance;
import cotinga.store.sql.OnlyOnPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disturbs the leader of several processes on one PostgreSQL server; {@code ClusterHarness} does it more often. */
@Tag("full")
@OnlyOnPostgres
class ClusterTest {
    private static final Disturbance[] DISTURBANCES = {
        Disturbance.NOTHING, Disturbance.KILL, Disturbance.PAUSE, Disturbance.CUT, Disturbance.RESTART
    };

    @Test
    void eachEditionIsPublishedOnceWhateverHappensToTheLeader(@TempDir Path home) throws Exception {
        try (Cluster cluster = new Cluster(home, DISTURBANCES.length, 20_261_128, Cluster.Limits.OF_TESTS)) {
            for (Disturbance disturbance : DISTURBANCES) {
                Cluster.Outcome outcome = cluster.disturb(disturbance);
                assertThat(outcome.flaws()).as(outcome.text()).isEmpty();
            }
        }
    }
}
