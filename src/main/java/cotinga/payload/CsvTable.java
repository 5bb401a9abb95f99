package cotinga.payload;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a table as CSV of RFC 4180 in UTF-8. */
final class CsvTable implements TableWriter {
    private final CsvWriter csv;

    CsvTable(OutputStream out, List<String> columns) {
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(columns);
    }

    @Override
    public void write(List<Tables.Cell> cells) {
        csv.writeRecord(cells.stream().map(Tables.Cell::text).toList());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
