package cotinga.bench;

import cotinga.recovery.OneRun;
import cotinga.recovery.SandboxServer;
import cotinga.recovery.SmallDisk;
import cotinga.recovery.Snapshot;
import cotinga.recovery.StoreKills;
import cotinga.recovery.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Disturbs whole runs in every way that is feared, lets the next run end what they began, and compares what is then there with an
 * undisturbed run: the store, the files, the answers of REST. Then it kills processes that make, upgrade, back up, clean up and restore
 * a large database. Last it does some of all that with SIGTERM and SIGINT, after which a process has to end in order within five
 * seconds. Arguments: how many kills of runs, the seed of their moments, how many kills of the others, how many stops of each.
 */
public final class KillHarness {
    private static final String VARIANTS = "legacy/fo,legacy/co,disagg/fo,disagg/co,tff/fo,tff/co";
    private static final int ARCHIVES = 18;
    private static final int WEEKS_OF_A_STORE = 100_000;
    private static final int LONGEST_START_MILLIS = 4_000;

    private static final String FIRST_START = "the first start";
    private static final String BACKUP = "a backup";
    private static final String CLEAN_UP = "a clean-up";
    private static final String RESTORE = "a restoration";
    private static final String INBOX = "a move from the inbox";
    private static final List<String> STORE_KILLS =
            List.of(FIRST_START, BACKUP, FIRST_START, CLEAN_UP, FIRST_START, RESTORE, INBOX);

    private final Path home;
    private final Random random;
    private final SandboxServer upstream = new SandboxServer();
    private final List<String> failures = new ArrayList<>();
    private int trials;
    private Snapshot expected = new Snapshot(Map.of(), List.of());

    private KillHarness(Path home, long seed) {
        this.home = home;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 20261120;
        int storeKills = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 70;
        int stops = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
        Path home = Files.createTempDirectory("cotinga-kill");
        say(
                "seed %d, %d kills of runs, %d of the store, %d stops of each, in %s",
                seed, kills, storeKills, stops, home);
        KillHarness harness = new KillHarness(home, seed);
        try {
            if (kills + stops > 0) {
                harness.run(kills, stops);
            }
            Path stores = Files.createDirectories(home.resolve("stores"));
            harness.disturb(new StoreKills(stores, WEEKS_OF_A_STORE, seed), "kill", storeKills);
            Path stopped = Files.createDirectories(home.resolve("stopped-stores"));
            harness.disturb(StoreKills.stops(stopped, WEEKS_OF_A_STORE, seed), "stop", stops);
        } finally {
            harness.upstream.close();
        }
        say("%d trials, %d failures", harness.trials, harness.failures.size());
        if (harness.failures.isEmpty()) {
            delete(home);
        }
        System.exit(harness.failures.isEmpty() ? 0 : 1);
    }

    private void run(int kills, int stops) throws Exception {
        Trial undisturbed = trial();
        OneRun reference = undisturbed.start();
        long begin = awaitBegin(reference);
        require(reference.await() == 0, "the undisturbed run failed:\n" + reference.output());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        int files = reference.exported();
        expected = undisturbed.snapshot();
        require(expected.loose().isEmpty(), "the undisturbed run left " + expected.loose());
        say("undisturbed: %d ms from the begin of its runs to its end, %d files", millis, files);
        for (int kill = 0; kill < kills; kill++) {
            disturb(kill, (double) kill / kills, millis, files, Optional.empty());
        }
        for (int stop = 0; stop < stops; stop++) {
            disturb(stop, (double) stop / stops, millis, files, Optional.of(stop % 2 == 0 ? "TERM" : "INT"));
        }
        if (kills == 0) {
            return;
        }
        for (int answers : new int[] {0, 7, ARCHIVES - 1, ARCHIVES + 20}) {
            upstreamDies(answers);
        }
        for (int share : new int[] {20, 50, 80}) {
            diskIsFull(undisturbed, share);
        }
    }

    /** In turn the first start, an upgrade from each earlier schema, a backup, a clean-up, a restoration and a file in the inbox. */
    private void disturb(StoreKills store, String how, int times) throws Exception {
        int earlier = StoreKills.newestSchema() - 1;
        for (int time = 0; time < times; time++) {
            int place = time % (earlier + STORE_KILLS.size());
            String what = place < earlier ? "an upgrade from schema " + (place + 1) : STORE_KILLS.get(place - earlier);
            List<String> flaws =
                    switch (what) {
                        case FIRST_START -> store.firstStart();
                        case BACKUP -> store.backup();
                        case CLEAN_UP -> store.cleanUp();
                        case RESTORE -> store.restore();
                        case INBOX -> store.inbox();
                        default -> store.upgrade(place + 1);
                    };
            trials++;
            say("%s %d of the store, in %s: %s", how, time + 1, what, flaws.isEmpty() ? "as it should be" : "FLAWS");
            check(flaws.isEmpty(), what + ": " + String.join("\n    ", flaws));
        }
    }

    /**
     * Kills a run, or stops it by a signal, in turn at a time, after some accepted archives, after some exported files, and while it
     * starts.
     */
    private void disturb(int number, double progress, long millis, int files, Optional<String> signal)
            throws Exception {
        Trial trial = trial();
        long started = System.nanoTime();
        OneRun run = trial.start();
        double place = Math.min(1, progress + random.nextDouble() / 10);
        long jitter = TimeUnit.MILLISECONDS.toNanos(random.nextInt(40));
        int archives = random.nextInt(ARCHIVES + 1);
        int exported = random.nextInt(8) == 0 ? files - 1 : 1 + random.nextInt(files);
        String moment;
        BooleanSupplier reached;
        switch (number % 4) {
            case 0 -> {
                long begin = awaitBegin(run);
                long nanos = TimeUnit.MILLISECONDS.toNanos((long) (place * millis));
                moment = String.format(Locale.ROOT, "%d ms after its begin", TimeUnit.NANOSECONDS.toMillis(nanos));
                reached = () -> System.nanoTime() - begin >= nanos;
            }
            case 1 -> {
                moment = archives + " archives";
                reached = after(jitter, () -> run.hasBegun() && run.accepted() >= archives);
            }
            case 2 -> {
                long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_START_MILLIS));
                moment = String.format(Locale.ROOT, "%d ms after its start", TimeUnit.NANOSECONDS.toMillis(nanos));
                reached = () -> System.nanoTime() - started >= nanos;
            }
            default -> {
                moment = exported + " files";
                reached = after(jitter, () -> run.exported() >= exported);
            }
        }
        if (signal.isPresent()) {
            String what = "stop " + (number + 1) + " by SIG" + signal.get() + " at " + moment;
            List<String> flaws = run.stopWhen(reached, signal.get());
            check(flaws.isEmpty(), what + ": " + String.join("; ", flaws));
            completes(trial, what);
            return;
        }
        boolean killed = run.killWhen(reached);
        completes(trial, "kill " + (number + 1) + " at " + moment + (killed ? "" : " (too late: it had ended)"));
    }

    private void upstreamDies(int answers) throws Exception {
        Trial trial = trial();
        upstream.dieAfter(answers);
        OneRun run = trial.start();
        int status = run.await();
        upstream.comeBack();
        String what = "an upstream that dies after " + answers + " answers";
        check(status == 3 || status == 1, what + ": exit status " + status + "\n" + run.output());
        completes(trial, what + ": exit status " + status);
    }

    private void diskIsFull(Trial undisturbed, int share) throws Exception {
        Trial trial = trial();
        long bytes = (Trial.RESERVE_MEGABYTES << 20) + size(undisturbed.directory()) * share / 100;
        try (SmallDisk disk = SmallDisk.mount(trial.directory(), bytes)) {
            if (!disk.isThere()) {
                say("a full disk: left out, as a tmpfs cannot be mounted here");
                return;
            }
            OneRun run = trial.start();
            int status = run.await();
            String what = "a disk that is full after " + share + " % of the files, and the reserve ("
                    + bytes / 1_000_000 + " MB)";
            check(status != 0, what + ": exit status " + status + "\n" + run.output());
            say("  %s: exit status %d; %s", what, status, lastLine(run.output()));
            disk.grow();
            completes(trial, what);
        }
    }

    /** Lets the next run end what a disturbed one began, and compares. */
    private void completes(Trial trial, String what) throws Exception {
        OneRun next = trial.start();
        int status = next.await();
        List<String> differences = status == 0
                ? trial.snapshot().differencesFrom(expected)
                : List.of("exit status " + status + "\n" + next.output());
        String resumed = next.output()
                .lines()
                .filter(line -> line.contains("it resumes"))
                .map(line -> line.replaceFirst("^.*(?=(Report|Price) run)", ""))
                .reduce((one, other) -> one + "; " + other)
                .orElse("no run was interrupted");
        say("%s: %s; %s", what, differences.isEmpty() ? "identical" : "DIFFERENT", resumed);
        check(differences.isEmpty(), what + ": " + String.join("\n    ", differences));
        if (differences.isEmpty()) {
            delete(trial.directory());
        }
    }

    private static long awaitBegin(OneRun run) throws InterruptedException {
        while (run.isAlive() && !run.hasBegun()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return System.nanoTime();
    }

    /** Holds some time after something held first. */
    private static BooleanSupplier after(long nanos, BooleanSupplier first) {
        AtomicLong since = new AtomicLong();
        return () -> {
            if (since.get() == 0 && first.getAsBoolean()) {
                since.set(System.nanoTime());
            }
            return since.get() != 0 && System.nanoTime() - since.get() >= nanos;
        };
    }

    private void check(boolean holds, String failure) {
        if (!holds) {
            failures.add(failure);
            say("  FAILED: %s", failure);
        }
    }

    private static void require(boolean holds, String failure) {
        if (!holds) {
            throw new IllegalStateException(failure);
        }
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (earlier, line) -> line);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private Trial trial() {
        trials++;
        return new Trial(home.resolve("trial-" + trials), home.resolve("log-" + trials), upstream, VARIANTS);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
