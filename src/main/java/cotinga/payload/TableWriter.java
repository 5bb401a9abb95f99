package cotinga.payload;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes the rows of one table. The table is complete when the writer is closed. */
interface TableWriter extends Closeable {
    /** Writes a row with a cell for each column. */
    void write(List<Tables.Cell> cells) throws IOException;
}
