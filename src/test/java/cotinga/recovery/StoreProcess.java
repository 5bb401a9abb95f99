package cotinga.recovery;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.Flow;
import cotinga.report.DiskReserve;
import cotinga.report.ReportVariant;
import cotinga.store.Backups;
import cotinga.store.Database;
import cotinga.store.DownloadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that works on the database of a folder, to be killed in the middle of that. */
public final class StoreProcess {
    /** What it does once the database is open. */
    public enum Work {
        NOTHING,
        BACK_UP,
        CLEAN_UP,
        /** It is the whole service, until a file of its inbox is archived. */
        INBOX
    }

    /** What lies in the inbox. */
    static final Archive INBOX_ARCHIVE = Archive.yearly(ReportVariant.TFF_FO, 2026);

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int BACKUPS = 3;
    private static final int POOL_SIZE = 4;

    private final Process process;

    private StoreProcess(Process process) {
        this.process = process;
    }

    /** The main of the process: a folder and what to do. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        if (Work.valueOf(arguments[1]) == Work.INBOX) {
            serveInbox(folder);
            System.exit(0);
        }
        try (HikariDataSource database = open(folder)) {
            switch (Work.valueOf(arguments[1])) {
                case NOTHING -> System.out.println("open");
                case BACK_UP -> {
                    Backups backups = backups(folder, database);
                    for (int copy = 0; copy < BACKUPS; copy++) {
                        backups.take();
                    }
                }
                case CLEAN_UP -> cleanUp(database);
                case INBOX -> throw new IllegalStateException("the service opens the database itself");
            }
        }
    }

    private static void serveInbox(Path folder) throws InterruptedException {
        Map<String, String> settings = Map.of(
                "cotinga.cftc.base-url",
                "http://localhost:" + RunningApplication.freePort(),
                "cotinga.cftc.variants",
                INBOX_ARCHIVE.variant().path(),
                "cotinga.cftc.first-year",
                String.valueOf(INBOX_ARCHIVE.firstYear()),
                "cotinga.cftc.last-year",
                String.valueOf(INBOX_ARCHIVE.lastYear()),
                "cotinga.cftc.watch",
                "false",
                "cotinga.prices.enabled",
                "false",
                "cotinga.inbox.settle",
                "100");
        try (RunningApplication service = RunningApplication.service(settings, folder, Flow.JUNE_2026)) {
            while (!Files.exists(archived(folder)) && service.port() > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** Where a file of the inbox of the service over a folder lies when it is stored. */
    static Path archived(Path folder) {
        return inbox(folder).resolve("done").resolve(INBOX_ARCHIVE.fileName());
    }

    static Path inbox(Path folder) {
        return folder.resolve("data/inbox");
    }

    /** Opens the database of a folder as the application does. */
    public static HikariDataSource open(Path folder) {
        return Database.openUpToDate(
                "jdbc:h2:file:" + folder.resolve("cotinga"),
                "cotinga",
                "",
                POOL_SIZE,
                folder.resolve("backups"),
                new DiskReserve(0));
    }

    static Backups backups(Path folder, HikariDataSource database) {
        return new Backups(database, folder.resolve("backups"), BACKUPS, new DiskReserve(0), Clock.systemUTC());
    }

    static int cleanUp(HikariDataSource database) {
        Clock clock = Clock.systemUTC();
        return new DownloadStore(database, clock).forgetRetiredBefore(clock.instant());
    }

    /** Starts the process. */
    public static StoreProcess start(Path folder, Work work) throws IOException {
        return new StoreProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString(),
                        work.name()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Kills the process (SIGKILL) so long after something holds; whether it was alive until then. */
    boolean killAfter(BooleanSupplier moment, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (process.isAlive() && !moment.getAsBoolean() && System.nanoTime() < deadline) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** Waits for its end; answers the exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("A process took longer than " + LONGEST);
        }
        return process.exitValue();
    }
}
