package cotinga.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** {@code cotinga}, usually with {@code --once}, as a separate process in a directory. */
public final class OneRun {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final String REPORTS_BEGIN = "Report run ";
    private static final String PRICES_BEGIN = "Price run ";

    private static final List<String> QUICK_START = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path directory;
    private final Path log;
    private final Process process;

    private OneRun(Path directory, Path log, Process process) {
        this.directory = directory;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the process.
     *
     * @param directory its working directory
     * @param log receives its output
     * @param environment its settings
     */
    public static OneRun start(Path directory, Path log, Map<String, String> environment) throws IOException {
        return launch(directory, log, environment, QUICK_START, List.of("--once"));
    }

    /** Starts {@code cotinga} with these arguments. */
    public static OneRun command(Path directory, Path log, String... arguments) throws IOException {
        return launch(directory, log, Map.of(), QUICK_START, List.of(arguments));
    }

    /** Starts {@code cotinga} as a service. */
    public static OneRun service(Path directory, Path log, Map<String, String> environment) throws IOException {
        return launch(directory, log, environment, QUICK_START, List.of());
    }

    /** Starts {@code cotinga} as a service with these options of the JVM. */
    public static OneRun service(Path directory, Path log, Map<String, String> environment, String... options)
            throws IOException {
        return launch(directory, log, environment, List.of(options), List.of());
    }

    private static OneRun launch(
            Path directory, Path log, Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "cotinga.Cotinga"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("COTINGA_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        return new OneRun(directory, log, builder.start());
    }

    /** Runs a full garbage collection in the process. */
    public void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int status = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("found exit status " + status + " of jcmd, expected 0");
        }
    }

    /** Waits for its end; returns the exit status. */
    public int await() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("A run took longer than " + LONGEST + ":\n" + output());
        }
        return process.exitValue();
    }

    /** Tells the process to stop (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end of a process after a signal, for less time than an upstream may be silent; returns the exit status. */
    public int awaitStop() throws InterruptedException {
        if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The stop took longer than " + LONGEST_STOP + ":\n" + output());
        }
        return process.exitValue();
    }

    /**
     * Sends a signal to a process and waits for its end.
     *
     * @return the flaws: a process must end within five seconds after a signal
     */
    static List<String> end(Process process, String signal) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            return List.of();
        }
        long sent = System.nanoTime();
        int status = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        boolean hasEnded = process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        if (hasEnded || status != 0) {
            System.out.printf(
                    "  SIG%s: ended after %d ms with status %d%n",
                    signal, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent), process.exitValue());
            return List.of();
        }
        return List.of("it had not ended " + STOP + " after SIG" + signal);
    }

    /** Sends a signal to the process, which may be stopped or continue after it. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Kills the process (SIGKILL) if it is alive. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the process by a signal as soon as a condition is true; returns the flaws. */
    public List<String> stopWhen(BooleanSupplier moment, String signal) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (process.isAlive() && !moment.getAsBoolean() && System.nanoTime() < deadline) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        return end(process, signal);
    }

    /** Kills the process (SIGKILL) as soon as a condition is true; returns whether it was alive until then. */
    public boolean killWhen(BooleanSupplier moment) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (moment.getAsBoolean()) {
                boolean alive = process.isAlive();
                process.destroyForcibly();
                process.waitFor();
                return alive;
            }
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        return false;
    }

    /** The report run has begun. */
    public boolean hasBegun() {
        return output().contains(REPORTS_BEGIN);
    }

    /** The price run has begun. */
    public boolean asksForPrices() {
        return output().contains(PRICES_BEGIN);
    }

    /** The number of accepted downloads. */
    public int accepted() {
        return count(directory.resolve("data/archives"));
    }

    /** The number of exported files, complete or not. */
    public int exported() {
        return count(directory.resolve("export"));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its output. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
