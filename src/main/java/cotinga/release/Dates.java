package cotinga.release;

import cotinga.base.DataFile;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Parses dates in data files. */
final class Dates {
    private Dates() {}

    /** Parses the date in a field, and rejects the row if there is none. */
    static LocalDate read(DataFile.Row row, int field) {
        try {
            return LocalDate.parse(row.field(field));
        } catch (DateTimeParseException e) {
            throw row.unexpected("'" + row.field(field) + "'", "a date such as 2025-11-19");
        }
    }
}
