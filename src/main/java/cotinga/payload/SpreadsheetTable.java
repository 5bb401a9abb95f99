package cotinga.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table as a workbook with one sheet and a frozen header row. Numbers are numbers, dates are dates, and times are dates with a
 * time in UTC. Everything else is text, so that a spreadsheet program does not reformat contract codes.
 */
final class SpreadsheetTable implements TableWriter {
    private static final Set<String> DATES = Set.of("date");
    private static final Set<String> MOMENTS = Set.of("published_at");
    private static final String DATE_FORMAT = "yyyy-mm-dd";
    private static final String MOMENT_FORMAT = "yyyy-mm-dd hh:mm:ss";
    private static final String TEXT_FORMAT = "@";
    private static final double LEAST_WIDTH = 11;
    private static final double MOMENT_WIDTH = 20;

    private final List<String> columns;
    private final Workbook workbook;
    private final Worksheet sheet;
    private int row;

    SpreadsheetTable(OutputStream out, List<String> columns) {
        this.columns = columns;
        workbook = new Workbook(out, "Cotinga", null);
        sheet = workbook.newWorksheet("Cotinga");
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            sheet.value(0, column, name);
            sheet.style(0, column).bold().set();
            sheet.width(column, MOMENTS.contains(name) ? MOMENT_WIDTH : Math.max(LEAST_WIDTH, name.length() + 2.0));
        }
        sheet.freezePane(0, 1);
    }

    @Override
    public void write(List<Tables.Cell> cells) {
        row++;
        for (int column = 0; column < cells.size(); column++) {
            Tables.Cell cell = cells.get(column);
            if (!cell.text().isEmpty()) {
                write(column, cell);
            }
        }
    }

    private void write(int column, Tables.Cell cell) {
        String name = columns.get(column);
        if (cell.isNumber()) {
            sheet.value(row, column, new BigDecimal(cell.text()));
        } else if (DATES.contains(name)) {
            sheet.value(row, column, LocalDate.parse(cell.text()));
            sheet.style(row, column).format(DATE_FORMAT).set();
        } else if (MOMENTS.contains(name)) {
            sheet.value(row, column, LocalDateTime.ofInstant(Instant.parse(cell.text()), ZoneOffset.UTC));
            sheet.style(row, column).format(MOMENT_FORMAT).set();
        } else {
            sheet.value(row, column, cell.text());
            sheet.style(row, column).format(TEXT_FORMAT).set();
        }
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
