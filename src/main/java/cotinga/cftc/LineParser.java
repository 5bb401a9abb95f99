package cotinga.cftc;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Parses each physical line as one CSV record. The CSV reader receives one line at a time, so that an unclosed quote affects no other
 * line.
 */
final class LineParser {
    private final ReportLayout layout;
    private final ReportScope scope;
    private final PhysicalLines lines;
    private final WeekHandler.Texts texts = WeekHandler.Texts.none();
    private final OneLine oneLine = new OneLine();
    private CloseableIterator<LineResult> records;

    LineParser(ReportLayout layout, ReportScope scope, PhysicalLines lines) {
        this.layout = layout;
        this.scope = scope;
        this.lines = lines;
        this.records = records();
    }

    /** The CSV format of the files. Files up to 2014 have a space between a closing quote and the comma. */
    static CsvReader.CsvReaderBuilder format() {
        return CsvReader.builder()
                .trimWhitespacesAroundQuotes(true)
                .allowExtraFields(true)
                .allowMissingFields(true);
    }

    /** Returns the cells of a single line. */
    static List<String> cells(String line) {
        return format().ofSingleCsvRecord(line).getFields();
    }

    /** Parses the current line of {@code lines}. */
    LineResult parse() {
        if (lines.isTooLong()) {
            return new LineResult.Malformed("it has more than " + PhysicalLines.MAX_LENGTH + " bytes");
        }
        oneLine.set(lines.latin1());
        try {
            return records.next();
        } catch (CsvParseException e) {
            if (!(e.getCause() instanceof CsvParseException)) {
                throw e;
            }
            records = records();
            return new LineResult.Malformed("something other than a comma follows a closing quote");
        } catch (UncheckedIOException e) {
            records = records();
            return new LineResult.Malformed("a quote is not closed");
        }
    }

    /** Returns the reader, or a new one if the last failed in the middle of a record. */
    private CloseableIterator<LineResult> records() {
        return format().build(new WeekHandler(layout, scope, lines::number, texts), oneLine)
                .iterator();
    }

    /** One line with its end. Reading beyond it, as happens inside an unclosed quote, is an error. */
    private static final class OneLine extends Reader {
        private String line = "";
        private int position;

        void set(String text) {
            line = text;
            position = 0;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int rest = line.length() - position;
            if (rest < 0) {
                throw new IOException("The record continues after the end of the line");
            }
            int count = Math.min(rest, length);
            line.getChars(position, position + count, target, offset);
            position += count;
            if (count < length) {
                target[offset + count] = '\n';
                position++;
                count++;
            }
            return count;
        }

        @Override
        public void close() {
            set("");
        }
    }
}
