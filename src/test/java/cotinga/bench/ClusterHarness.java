package cotinga.bench;

import cotinga.recovery.Cluster;
import cotinga.recovery.Cluster.Disturbance;
import cotinga.recovery.Cluster.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Disturbs runs of the leader of two writers on one PostgreSQL server, in turn by SIGKILL, by SIGSTOP, by connections that stall, and by
 * a restart of the server, and compares the store with that of an instance that is not disturbed. Two readers are polled all the time.
 * Arguments: how many disturbances, and the seed of their moments.
 */
public final class ClusterHarness {
    private static final List<Disturbance> KINDS =
            List.of(Disturbance.KILL, Disturbance.PAUSE, Disturbance.CUT, Disturbance.RESTART);

    private ClusterHarness() {}

    public static void main(String[] arguments) {
        try {
            System.exit(hasNoFlaw(arguments) ? 0 : 1);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(2); // the undisturbed instance would keep this process
        }
    }

    private static boolean hasNoFlaw(String[] arguments) throws Exception {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 20261128;
        Path home = Files.createTempDirectory("cotinga-cluster");
        say("seed %d, %d trials, in %s", seed, trials, home);
        List<Outcome> outcomes = new ArrayList<>();
        int undisturbed = 2; // the first run is slow, as the code is not compiled yet
        try (Cluster cluster = new Cluster(home, trials + undisturbed, seed, Cluster.Limits.OF_DOCUMENTS)) {
            for (int trial = 1 - undisturbed; trial <= trials; trial++) {
                Outcome outcome =
                        cluster.disturb(trial < 1 ? Disturbance.NOTHING : KINDS.get((trial - 1) % KINDS.size()));
                outcomes.add(outcome);
                report(trial, outcome, cluster);
            }
            say(
                    "%d polls of readers, %d responses 503 while the database was down; the slowest response took %d ms",
                    cluster.polls(),
                    cluster.rejected(),
                    cluster.slowestResponse().toMillis());
        }
        long flawed =
                outcomes.stream().filter(outcome -> !outcome.flaws().isEmpty()).count();
        summarize(outcomes);
        if (flawed == 0) {
            RunBenchmark.delete(home);
        }
        return flawed == 0;
    }

    private static void report(int trial, Outcome outcome, Cluster cluster) {
        say(
                "trial %d: %s; %s; %d new version; readers after %s ms; %s",
                trial,
                outcome.text(),
                outcome.takeOver()
                        .map(millis -> "take-over after " + millis + " ms")
                        .orElse("no take-over"),
                outcome.publications(),
                outcome.lags(),
                outcome.flaws().isEmpty() ? "identical" : "FLAWS");
        outcome.flaws().forEach(flaw -> say("    %s", flaw));
        if (outcome.disturbance() == Disturbance.NOTHING) {
            say(
                    "    a run that is not disturbed took %d ms",
                    cluster.undisturbedRun().toMillis());
        }
    }

    private static void summarize(List<Outcome> outcomes) {
        for (Disturbance kind : Disturbance.values()) {
            List<Outcome> its = outcomes.stream()
                    .filter(outcome -> outcome.disturbance() == kind)
                    .toList();
            say(
                    "%s: %d trials, %d with flaws, %d with a take-over (ms: %s)",
                    kind,
                    its.size(),
                    its.stream().filter(outcome -> !outcome.flaws().isEmpty()).count(),
                    its.stream()
                            .filter(outcome -> outcome.takeOver().isPresent())
                            .count(),
                    range(its.stream()
                            .flatMap(outcome -> outcome.takeOver().stream())
                            .toList()));
        }
        say(
                "double publications %d, missing publications %d, trials with lost or other weeks %d, lag of readers (ms): %s",
                outcomes.stream().filter(outcome -> outcome.publications() > 1).count(),
                outcomes.stream().filter(outcome -> outcome.publications() < 1).count(),
                outcomes.stream().filter(Outcome::lostWeeks).count(),
                range(outcomes.stream()
                        .flatMap(outcome -> outcome.lags().stream())
                        .toList()));
    }

    /** The smallest number, the median and the largest one. */
    private static String range(List<Long> numbers) {
        if (numbers.isEmpty()) {
            return "none";
        }
        List<Long> sorted = numbers.stream().sorted().toList();
        return sorted.get(0) + " / " + sorted.get(sorted.size() / 2) + " / " + sorted.get(sorted.size() - 1);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
