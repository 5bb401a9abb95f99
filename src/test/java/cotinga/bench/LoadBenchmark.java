package cotinga.bench;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.base.DiskReserve;
import cotinga.release.ReleaseCalendar;
import cotinga.report.MarketCode;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import cotinga.store.publications.PublicationDraft;
import cotinga.store.publications.PublicationStore;
import cotinga.store.sql.Database;
import cotinga.store.sql.PublicationMarker;
import cotinga.store.weeks.ArchiveBuilder;
import cotinga.store.weeks.ArchiveLoad;
import cotinga.store.weeks.LoadResult;
import cotinga.store.weeks.WeekStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * Loads generated weeks into an embedded database, loads the same again, publishes and reads all back; then the same with a PostgreSQL
 * server of this process. Arguments: years (5), markets of a variant (324), threads (2), years of one archive (1).
 */
public final class LoadBenchmark {
    /** Those that are stored by default. */
    private static final Set<ReportVariant> VARIANTS = EnumSet.complementOf(EnumSet.of(ReportVariant.CIT_CO));

    private static final LocalDate NEWEST = LocalDate.of(2026, 11, 17);
    private static final int WEEKS_OF_YEAR = 52;

    private final int years;
    private final int markets;
    private final int threads;
    private final int yearsOfArchive;
    private DoubleSupplier ofServer = () -> 0;

    private LoadBenchmark(int years, int markets, int threads, int yearsOfArchive) {
        this.years = years;
        this.markets = markets;
        this.threads = threads;
        this.yearsOfArchive = yearsOfArchive;
    }

    public static void main(String[] arguments) throws Exception {
        new LoadBenchmark(
                        argument(arguments, 0, 5),
                        argument(arguments, 1, 324),
                        argument(arguments, 2, 2),
                        argument(arguments, 3, 1))
                .run();
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run() throws Exception {
        timed("generate alone", () -> forEachArchive(this::generate));
        Path directory = Files.createTempDirectory("cotinga-load");
        try {
            measure(directory, "jdbc:h2:file:" + directory.resolve("cotinga"), "sa");
            System.out.printf(
                    Locale.ROOT, "database file %,d bytes%n%n", Files.size(directory.resolve("cotinga.mv.db")));
            try (PostgresBenchmarkServer server = new PostgresBenchmarkServer()) {
                ofServer = server::cpuSeconds;
                measure(directory, server.url(), PostgresBenchmarkServer.USER);
                System.out.printf(Locale.ROOT, "database %,d bytes%n", server.bytes());
            }
        } finally {
            delete(directory);
        }
    }

    private void measure(Path directory, String url, String user) throws Exception {
        System.out.println(url.split(":", 3)[1]);
        try (HikariDataSource database =
                Database.openUpToDate(url, user, "", 8, directory.resolve("backups"), new DiskReserve(0))) {
            measure(database);
        }
    }

    private void measure(HikariDataSource database) throws Exception {
        WeekStore weeks = new WeekStore(database, Clock.systemUTC(), ReleaseCalendar.shipped()::publishedAt);
        PublicationStore publications =
                new PublicationStore(database, PublicationMarker.of("no file"), Clock.systemUTC());
        timed("load", () -> forEachArchive((variant, year) -> load(weeks, variant, year)));
        timed("load the same", () -> forEachArchive((variant, year) -> load(weeks, variant, year)));
        timed("read back", () -> readBack(weeks, new PublicationDraft()));
        PublicationDraft draft = new PublicationDraft();
        timed("read back for a publication", () -> readBack(weeks, draft));
        timed("publish", () -> {
            publications.publish(1, "benchmark", null, draft, () -> {});
            return (long) draft.markets().size();
        });
    }

    @FunctionalInterface
    private interface ArchiveWork {
        long of(ReportVariant variant, int year) throws IOException;
    }

    /** Archives by year, then variant, so that neighbours are of different variants. */
    private long forEachArchive(ArchiveWork work) throws Exception {
        List<Callable<Long>> archives = new ArrayList<>();
        for (int year = 0; year < years; year += yearsOfArchive) {
            for (ReportVariant variant : VARIANTS) {
                int first = year;
                archives.add(() -> work.of(variant, first));
            }
        }
        return inParallel(archives);
    }

    private long readBack(WeekStore weeks, PublicationDraft draft) throws Exception {
        List<Callable<Long>> readers = new ArrayList<>();
        for (ReportVariant variant : VARIANTS) {
            readers.add(() -> {
                LongAdder count = new LongAdder();
                weeks.forEachMarket(variant, 1, market -> {
                    count.add(market.size());
                    draft.add(market);
                });
                return count.sum();
            });
        }
        return inParallel(readers);
    }

    private long inParallel(List<Callable<Long>> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            long sum = 0;
            for (Future<Long> result : workers.invokeAll(work)) {
                sum += result.get();
            }
            return sum;
        } finally {
            workers.shutdown();
        }
    }

    private long load(WeekStore weeks, ReportVariant variant, int firstYear) throws IOException {
        int year = NEWEST.getYear() - firstYear;
        ArchiveLoad archive =
                ArchiveBuilder.yearly(variant, year).years(year, year).build();
        LoadResult result = weeks.load(archive, (sink, malformed) -> deliver(variant, firstYear, sink), () -> {});
        return result.weeksRead();
    }

    private long generate(ReportVariant variant, int firstYear) {
        LongAdder count = new LongAdder();
        deliver(variant, firstYear, week -> count.increment());
        return count.sum();
    }

    /** Weeks as the CFTC orders them: market by market, the newest first. */
    private void deliver(ReportVariant variant, int firstYear, Consumer<Week> sink) {
        SplittableRandom random = new SplittableRandom(variant.key().hashCode() * 31L + firstYear);
        int newest = (int) NEWEST.toEpochDay() - firstYear * WEEKS_OF_YEAR * 7;
        int line = 1;
        for (int market = 0; market < markets; market++) {
            MarketCode code = new MarketCode(String.format(Locale.ROOT, "%06d", market * 7));
            String name = "MARKET NUMBER " + market + " - CHICAGO BOARD OF TRADE";
            for (int week = 0; week < WEEKS_OF_YEAR * yearsOfArchive; week++) {
                sink.accept(week(variant, code, name, newest - 7 * week, ++line, random));
            }
        }
    }

    private static Week week(
            ReportVariant variant, MarketCode code, String name, int reportDate, int line, SplittableRandom random) {
        int[] counts = new int[WeekColumn.COUNT];
        Arrays.fill(counts, WeekColumn.MISSING);
        int openInterest = random.nextInt(1_000, 1_000_000);
        int filled = WeekColumn.group(variant.type().groups().size(), 0);
        for (int column = 0; column < filled; column++) {
            counts[column] = column < 6 || column % 9 < 3
                    ? random.nextInt(openInterest)
                    : random.nextInt(-openInterest / 10, openInterest / 10);
        }
        double[] concentrations = new double[WeekColumn.CONCENTRATIONS];
        for (int index = 0; index < concentrations.length; index++) {
            concentrations[index] = random.nextInt(1_000) / 10.0;
        }
        return new Week(code, reportDate, name, "CBT", counts, concentrations, line);
    }

    private void timed(String what, Callable<Long> work) throws Exception {
        double cpu = cpuSeconds();
        double serverCpu = ofServer.getAsDouble();
        long wall = System.nanoTime();
        long count = work.call();
        double seconds = (System.nanoTime() - wall) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-28s %,11d   %6.2f s wall  %6.2f s cpu  %6.2f s cpu of the server   %,11.0f per second%n",
                what,
                count,
                seconds,
                cpuSeconds() - cpu,
                ofServer.getAsDouble() - serverCpu,
                count / seconds);
    }

    /** The CPU time of this process so far. */
    static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
