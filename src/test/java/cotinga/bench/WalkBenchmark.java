package cotinga.bench;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.report.ReportVariant;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How fast the yearly archives of a folder are parsed and validated, beside the rate at which FastCSV alone walks the same
 * text; rounds of both alternate. Argument: a folder with zips as the CFTC names them.
 */
public final class WalkBenchmark {
    private static final int ROUNDS = 4;
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

    private WalkBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<Archive> archives = archives(Path.of(arguments[0]));
        for (int round = 1; round <= ROUNDS; round++) {
            double walk = secondsToWalk(Path.of(arguments[0]));
            double parse = secondsToParse(Path.of(arguments[0]), archives);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: walk %.2f s, parse and validate %.2f s; rate of parsing / rate of walking = %.2f%n",
                    round,
                    walk,
                    parse,
                    walk / parse);
        }
    }

    /** Inflates and walks every archive, as strings. */
    static double secondsToWalk(Path folder) throws IOException {
        long began = System.nanoTime();
        long cells = 0;
        for (Archive archive : archives(folder)) {
            try (InputStream text = ArchiveFile.open(folder.resolve(archive.fileName()), archive, NO_LIMIT);
                    CsvReader<CsvRecord> records = CsvReader.builder()
                            .trimWhitespacesAroundQuotes(true)
                            .allowExtraFields(true)
                            .allowMissingFields(true)
                            .build(CsvRecordHandler.of(), new InputStreamReader(text, StandardCharsets.ISO_8859_1))) {
                for (CsvRecord line : records) {
                    cells += line.getFieldCount();
                }
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "walked %,d cells in %.2f s%n", cells, seconds);
        return seconds;
    }

    private static double secondsToParse(Path folder, List<Archive> archives) throws IOException {
        long began = System.nanoTime();
        long weeks = 0;
        for (Archive archive : archives) {
            Path file = folder.resolve(archive.fileName());
            ReportReader reader = new ReportReader(
                    archive.variant(), archive.hasHeader(), archive.fileName(), LATEST, ReportDates.ANY);
            weeks += reader.read(() -> ArchiveFile.open(file, archive, NO_LIMIT), week -> {}, line -> {})
                    .weeks();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "parsed %,d weeks in %.2f s%n", weeks, seconds);
        return seconds;
    }

    private static List<Archive> archives(Path folder) throws IOException {
        List<Archive> archives = new ArrayList<>();
        for (ReportVariant variant : ReportVariant.values()) {
            for (int year = 1986; year <= 2100; year++) {
                Archive archive = Archive.yearly(variant, year);
                if (Files.exists(folder.resolve(archive.fileName()))) {
                    archives.add(archive);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (archives.isEmpty()) {
                throw new IllegalArgumentException(
                        folder + " holds " + files.count() + " files, none of them a yearly archive");
            }
        }
        return archives;
    }
}
