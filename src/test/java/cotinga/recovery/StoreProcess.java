package cotinga.recovery;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.base.DiskReserve;
import cotinga.cftc.Archive;
import cotinga.flow.Flow;
import cotinga.report.ReportVariant;
import cotinga.store.sql.Backups;
import cotinga.store.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.impl.matchers.GroupMatcher;

/** A process that works on the database of a folder and is killed meanwhile. */
public final class StoreProcess {
    /** The work of the process after it has opened the database. */
    public enum Work {
        NOTHING,
        BACK_UP,
        /** Runs the service until a scheduled clean-up has removed everything old. */
        CLEAN_UP,
        /** Runs the service until a file of its inbox is archived. */
        INBOX
    }

    /** How a process is ended. */
    enum Ending {
        KILL("KILL"),
        TERMINATE("TERM"),
        INTERRUPT("INT");

        private final String signal;

        Ending(String signal) {
            this.signal = signal;
        }
    }

    /** The file in the inbox. */
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
        switch (Work.valueOf(arguments[1])) {
            case NOTHING -> open(folder).close();
            case BACK_UP -> {
                try (HikariDataSource database = open(folder)) {
                    Backups backups = backups(folder, database);
                    for (int copy = 0; copy < BACKUPS; copy++) {
                        backups.take();
                    }
                }
            }
            case CLEAN_UP -> {
                cleanUp(folder);
                System.exit(0);
            }
            case INBOX -> {
                serveInbox(folder);
                System.exit(0);
            }
        }
    }

    private static void serveInbox(Path folder) throws InterruptedException {
        try (RunningApplication service = RunningApplication.service(settings(), folder, Flow.JUNE_2026)) {
            while (!Files.exists(archived(folder)) && service.port() > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private static void cleanUp(Path folder) throws Exception {
        try (RunningApplication service = RunningApplication.service(settings(), folder, Clock.systemUTC())) {
            Scheduler scheduler = service.context()
                    .getComponent("quartz", QuartzComponent.class)
                    .getScheduler();
            Files.writeString(cleanUpBegun(folder), "");
            for (JobKey job : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
                if (job.getName().equals("clean-up")) {
                    scheduler.triggerJob(job);
                }
            }
            while (!oldFiles(folder).isEmpty() || hasOldRecords(service)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** A kill loses what H2 had not written: the files can be removed although their records exist. */
    private static boolean hasOldRecords(RunningApplication service) throws SQLException {
        try (Connection connection = service.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT (SELECT COUNT(*) FROM download) + (SELECT COUNT(*) FROM run)")) {
            row.next();
            return row.getLong(1) > 2;
        }
    }

    /** Whether a clean-up has begun. */
    static Path cleanUpBegun(Path folder) {
        return folder.resolve("clean-up-begun");
    }

    /** The files that a clean-up removes, after the records. */
    static List<Path> oldFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path old : List.of(rejected(folder), done(folder), earlier(folder))) {
            try (Stream<Path> found = Files.list(old)) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    private static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("cotinga.run.keep", "1s"),
                Map.entry("cotinga.data.keep-archives", "1s"),
                Map.entry("cotinga.backup.enabled", "false"),
                Map.entry("cotinga.cftc.base-url", "http://localhost:" + RunningApplication.freePort()),
                Map.entry("cotinga.cftc.variants", INBOX_ARCHIVE.variant().path()),
                Map.entry("cotinga.cftc.first-year", String.valueOf(INBOX_ARCHIVE.firstYear())),
                Map.entry("cotinga.cftc.last-year", String.valueOf(INBOX_ARCHIVE.lastYear())),
                Map.entry("cotinga.cftc.watch", "false"),
                Map.entry("cotinga.prices.enabled", "false"),
                Map.entry("cotinga.inbox.settle", "100"));
    }

    /** The path of a loaded inbox file, for the service of a folder. */
    static Path archived(Path folder) {
        return done(folder).resolve(INBOX_ARCHIVE.fileName());
    }

    /** The manifest of the exported files, which is the last of them. */
    static Path manifest(Path folder) {
        return folder.resolve("export/manifest.json");
    }

    static Path inbox(Path folder) {
        return folder.resolve("data/inbox");
    }

    static Path done(Path folder) {
        return inbox(folder).resolve("done");
    }

    static Path rejected(Path folder) {
        return folder.resolve("data/rejected");
    }

    static Path earlier(Path folder) {
        return folder.resolve("data/archives/earlier");
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

    /** Starts {@code unzip}, as a person does who restores a backup. */
    static StoreProcess unzip(Path copy, Path folder) throws IOException {
        return new StoreProcess(new ProcessBuilder("unzip", "-o", copy.toString(), "-d", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * Ends the process a while after a condition is true.
     *
     * @return the flaws: a process must end soon after a signal
     */
    List<String> endAfter(Ending ending, BooleanSupplier moment, long nanos) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (process.isAlive() && !moment.getAsBoolean() && System.nanoTime() < deadline) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
        return OneRun.end(process, ending.signal);
    }

    /** Waits for its end; returns the exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("A process took longer than " + LONGEST);
        }
        return process.exitValue();
    }
}
