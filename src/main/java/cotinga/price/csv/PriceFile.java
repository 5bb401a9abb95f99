package cotinga.price.csv;

import cotinga.price.PriceBar;
import cotinga.price.PriceException;
import cotinga.price.PriceRequest;
import cotinga.price.RequestedBars;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of one symbol's prices, in UTF-8. The header names the columns {@code date,open,high,low,close,volume} in any order and
 * case, and may name others. Each further line is one day, in any order. An empty cell or {@code null} is a missing value. A line
 * without a close, or with a close of zero, is skipped. Of two lines for one day the later replaces the earlier.
 */
final class PriceFile {
    private static final String HEADER = "the header date,open,high,low,close,volume, in any order";
    private static final Pattern PRICE =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}(?:\\.0*)?");

    private enum Column {
        DATE,
        OPEN,
        HIGH,
        LOW,
        CLOSE,
        VOLUME;

        private String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Path file;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);

    PriceFile(Path file) {
        this.file = file;
    }

    /** Returns the bars of the requested days, oldest first, and checks the whole file. */
    List<PriceBar> bars(PriceRequest request) throws PriceException {
        RequestedBars bars = new RequestedBars(request);
        try (CsvReader<CsvRecord> lines = CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(file)) {
            boolean header = true;
            for (CsvRecord line : lines) {
                if (header) {
                    readHeader(line);
                } else {
                    addBar(bars, line);
                }
                header = false;
            }
            if (header) {
                throw unexpected(file.toString(), "an empty file", HEADER, null);
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw unexpected(file.toString(), "an unreadable file (" + e.getMessage() + ")", "CSV in UTF-8", e);
        }
        return bars.list(file.toString(), "Update the file, or store more years of prices.");
    }

    private void readHeader(CsvRecord line) throws PriceException {
        for (int place = 0; place < line.getFieldCount(); place++) {
            String title = line.getField(place).strip();
            for (Column column : Column.values()) {
                if (column.title().equalsIgnoreCase(title) && places.putIfAbsent(column, place) != null) {
                    throw unexpected(at(line), "two columns '" + column.title() + "'", "each column once", null);
                }
            }
        }
        for (Column column : Column.values()) {
            if (!places.containsKey(column)) {
                throw unexpected(at(line), "no column '" + column.title() + "'", HEADER, null);
            }
        }
    }

    private void addBar(RequestedBars bars, CsvRecord line) throws PriceException {
        LocalDate date = date(line);
        double open = price(line, Column.OPEN);
        double high = price(line, Column.HIGH);
        double low = price(line, Column.LOW);
        double close = price(line, Column.CLOSE);
        OptionalLong volume = volume(line);
        if (!Double.isNaN(close)) {
            bars.add(new PriceBar(date, open, high, low, close, volume));
        }
    }

    private LocalDate date(CsvRecord line) throws PriceException {
        String text = cell(line, Column.DATE);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(line, Column.DATE, text, "a date such as 2026-11-20", e);
        }
    }

    private double price(CsvRecord line, Column column) throws PriceException {
        String text = cell(line, column);
        if (isMissing(text)) {
            return Double.NaN;
        }
        double price = PRICE.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(price)) {
            throw invalid(line, column, text, "a number such as 1524.5", null);
        }
        return price;
    }

    private OptionalLong volume(CsvRecord line) throws PriceException {
        String text = cell(line, Column.VOLUME);
        if (isMissing(text)) {
            return OptionalLong.empty();
        }
        if (!WHOLE.matcher(text).matches()) {
            throw invalid(line, Column.VOLUME, text, "a whole number such as 214", null);
        }
        return OptionalLong.of(Long.parseLong(text.replaceFirst("\\..*", "")));
    }

    private String cell(CsvRecord line, Column column) throws PriceException {
        int place = places.getOrDefault(column, Integer.MAX_VALUE);
        if (place >= line.getFieldCount()) {
            throw unexpected(at(line), line.getFieldCount() + " cells", "a cell for '" + column.title() + "'", null);
        }
        return line.getField(place).strip();
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("null");
    }

    private PriceException invalid(
            CsvRecord line, Column column, String text, String expected, @Nullable Throwable cause) {
        return unexpected(at(line), "'" + column.title() + "' is '" + text + "'", expected, cause);
    }

    private String at(CsvRecord line) {
        return file.getFileName() + " line " + line.getStartingLineNumber();
    }

    private static PriceException unexpected(String place, String found, String expected, @Nullable Throwable cause) {
        return new PriceException(
                place, found, expected, "Correct the file. The stored prices remain until then.", false, cause);
    }
}
