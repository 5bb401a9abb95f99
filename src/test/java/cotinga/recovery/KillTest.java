package cotinga.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process while it loads, writes files and requests prices; {@code KillHarness} does it more often. */
class KillTest {
    private static final String VARIANTS = "tff/fo,tff/co";

    @Test
    void theResultIsThatOfARunThatWasNotKilled(@TempDir Path home) throws Exception {
        try (SandboxServer upstream = new SandboxServer()) {
            Snapshot undisturbed =
                    ended(new Trial(home.resolve("undisturbed"), home.resolve("log"), upstream, VARIANTS));
            assertThat(undisturbed.loose()).isEmpty();

            assertThat(killed(home.resolve("loading"), upstream, run -> () -> run.accepted() > 2)
                            .differencesFrom(undisturbed))
                    .isEmpty();
            assertThat(killed(home.resolve("writing"), upstream, run -> () -> run.exported() > 20)
                            .differencesFrom(undisturbed))
                    .isEmpty();
            assertThat(killed(home.resolve("asking"), upstream, run -> run::asksForPrices)
                            .differencesFrom(undisturbed))
                    .isEmpty();
        }
    }

    private static Snapshot killed(Path directory, SandboxServer upstream, Function<OneRun, BooleanSupplier> moment)
            throws Exception {
        Trial trial =
                new Trial(directory, directory.resolveSibling(directory.getFileName() + ".log"), upstream, VARIANTS);
        OneRun run = trial.start();
        assertThat(run.killWhen(moment.apply(run))).as(run.output()).isTrue();
        return ended(trial);
    }

    /** Completes the runs of a directory. */
    private static Snapshot ended(Trial trial) throws Exception {
        try (RunningApplication application =
                RunningApplication.forRuns(trial.settings(), trial.directory(), Clock.systemUTC())) {
            assertThat(application.refreshReports().flaws()).isEmpty();
            assertThat(application.refreshPrices().flaws()).isEmpty();
        }
        return trial.snapshot();
    }
}
