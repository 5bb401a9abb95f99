package cotinga.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The formats of tables. */
public enum TableFormat {
    /** CSV of RFC 4180 in UTF-8. */
    CSV,
    /** A workbook of Office Open XML. */
    XLSX;

    /** Starts a table with its header. */
    TableWriter writer(OutputStream out, List<String> columns) throws IOException {
        return switch (this) {
            case CSV -> new CsvTable(out, columns);
            case XLSX -> new SpreadsheetTable(out, columns);
        };
    }
}
