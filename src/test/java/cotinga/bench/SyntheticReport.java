package cotinga.bench;

import cotinga.cftc.ArchiveFile;
import cotinga.report.ReportType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** A yearly file with the columns, widths and padding of the real ones and random numbers, the same in every run. */
final class SyntheticReport {
    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    static final LocalDate NEWEST = LocalDate.of(2025, 12, 30);
    private static final int WEEKS = 52;

    private final List<String> columns;
    private final Random random = new Random(20_261_120);
    private final StringBuilder text = new StringBuilder();

    private SyntheticReport(ReportType type) {
        columns = columns(type);
    }

    /** At least so many bytes of a report's weeks, by market and newest first. */
    static byte[] of(ReportType type, int bytes) {
        SyntheticReport report = new SyntheticReport(type);
        report.text
                .append(report.columns.stream().collect(Collectors.joining("\",\"", "\"", "\"")))
                .append("\r\n");
        for (int market = 0; report.text.length() < bytes; market++) {
            for (int week = 0; week < WEEKS; week++) {
                report.line(market, NEWEST.minusWeeks(week));
            }
        }
        return report.text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void line(int market, LocalDate date) {
        text.append(String.format(Locale.ROOT, "\"SYNTHETIC MARKET, NO. %d - CHICAGO BOARD OF TRADE\"", market))
                .append(',')
                .append(YYMMDD.format(date))
                .append(',')
                .append(date)
                .append(String.format(Locale.ROOT, ",%06d,CBT ,00,%03d ", market, market % 1_000));
        for (int column = 7; column < columns.size(); column++) {
            text.append(',').append(cell(columns.get(column)));
        }
        text.append("\r\n");
    }

    private String cell(String column) {
        if (column.startsWith("%") || column.startsWith("Pct") || column.startsWith("Conc")) {
            return pad(String.valueOf(random.nextInt(1_000) / 10.0), 7);
        }
        if (column.startsWith("Change")) {
            return pad(String.valueOf(random.nextInt(20_000) - 10_000), 8);
        }
        if (column.startsWith("Traders")) {
            return random.nextInt(5) == 0 ? "." : pad(String.valueOf(random.nextInt(300)), 7);
        }
        if (column.startsWith("Contract Units") || column.startsWith("Contract_Units")) {
            return "\"(CONTRACTS OF 5,000 BUSHELS)\"";
        }
        if (column.equals("FutOnly_or_Combined")) {
            return "\"FutOnly\"";
        }
        return pad(String.valueOf(random.nextInt(500_000)), 8);
    }

    private static String pad(String number, int width) {
        return " ".repeat(Math.max(0, width - number.length())) + number;
    }

    private static List<String> columns(ReportType type) {
        try (InputStream stream = ArchiveFile.class.getResourceAsStream(type.key() + "-columns.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
