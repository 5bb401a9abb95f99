package cotinga.cftc;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads each physical line as one CSV record. The CSV reader is shown one line at a time, so that a quote that is not closed
 * spoils no other line.
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

    /** How the files are written: up to 2014 a space stands between a closing quote and the comma. */
    static CsvReader.CsvReaderBuilder format() {
        return CsvReader.builder()
                .trimWhitespacesAroundQuotes(true)
                .allowExtraFields(true)
                .allowMissingFields(true);
    }

    /** The cells of a single line as text. */
    static List<String> cells(String line) {
        return format().ofSingleCsvRecord(line).getFields();
    }

    /** Reads the line at which {@code lines} stands. */
    LineResult parse() {
        if (lines.isTooLong()) {
            return new LineResult.NotUnderstood("it has more than " + PhysicalLines.MAX_LENGTH + " bytes");
        }
        oneLine.set(lines.latin1());
        try {
            return records.next();
        } catch (CsvParseException e) {
            if (!(e.getCause() instanceof CsvParseException)) {
                throw e;
            }
            records = records();
            return new LineResult.NotUnderstood("something other than a comma follows a closing quote");
        } catch (UncheckedIOException e) {
            records = records();
            return new LineResult.NotUnderstood("a quote is not closed");
        }
    }

    /** A reader that broke off in the middle of a record is of no more use; a new one takes its place. */
    private CloseableIterator<LineResult> records() {
        return format().build(new WeekHandler(layout, scope, lines::number, texts), oneLine)
                .iterator();
    }

    /** One line and its end; asking for more, as one does inside quotes, is an error. */
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
                throw new IOException("The record goes on behind the end of the line");
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
