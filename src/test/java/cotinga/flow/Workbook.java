package cotinga.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The first sheet of an Office Open XML workbook, read by the standard's rules rather than by the library that wrote it. */
final class Workbook {
    /** A missing cell. */
    static final Cell EMPTY = new Cell("empty", "");

    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    private final Map<String, Document> parts;
    private final List<Map<Integer, Cell>> rows = new ArrayList<>();

    /** A value with its kind: text, number, date or empty. */
    record Cell(String kind, String value) {
        boolean isDate() {
            return kind.equals("date");
        }
    }

    private Workbook(Map<String, Document> parts) {
        this.parts = parts;
        for (Element row : elements(sheet(), "row")) {
            Map<Integer, Cell> cells = new TreeMap<>();
            elements(row, "c").forEach(cell -> cells.put(columnNumber(cell.getAttribute("r")), cell(cell)));
            rows.add(cells);
        }
    }

    static Workbook read(byte[] bytes) {
        Map<String, Document> parts = new HashMap<>();
        try {
            Path file = Files.createTempFile("workbook", ".xlsx");
            Files.write(file, bytes);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    parts.put(
                            entry.getName(),
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(zip.getInputStream(entry)));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
        return new Workbook(parts);
    }

    static Cell text(String value) {
        return new Cell("text", value);
    }

    static Cell number(String value) {
        return new Cell("number", new BigDecimal(value).stripTrailingZeros().toPlainString());
    }

    static Cell date(String value) {
        return new Cell("date", value);
    }

    /** The cells below a header. */
    List<Cell> column(String header) {
        int column = rows.get(0).entrySet().stream()
                .filter(cell -> cell.getValue().equals(text(header)))
                .findFirst()
                .orElseThrow()
                .getKey();
        return rows.stream().skip(1).map(row -> row.getOrDefault(column, EMPTY)).toList();
    }

    boolean isHeaderFrozen() {
        return elements(sheet(), "pane").stream()
                .anyMatch(pane -> pane.getAttribute("ySplit").equals("1")
                        && pane.getAttribute("state").equals("frozen"));
    }

    private Element part(String name) {
        return Objects.requireNonNull(parts.get(name), name).getDocumentElement();
    }

    private Element sheet() {
        return part("xl/worksheets/sheet1.xml");
    }

    private Cell cell(Element cell) {
        List<Element> values = elements(cell, "v");
        return switch (cell.getAttribute("t")) {
            case "s" ->
                text(elements(part("xl/sharedStrings.xml"), "si")
                        .get(Integer.parseInt(values.get(0).getTextContent()))
                        .getTextContent());
            case "inlineStr" -> text(cell.getTextContent());
            default -> values.isEmpty() ? EMPTY : numeric(cell, values.get(0).getTextContent());
        };
    }

    private Cell numeric(Element cell, String value) {
        return hasDateFormat(cell)
                ? date(DAY_ZERO.plusDays((long) Double.parseDouble(value)).toString())
                : number(value);
    }

    private boolean hasDateFormat(Element cell) {
        if (cell.getAttribute("s").isEmpty()) {
            return false;
        }
        Element styles = part("xl/styles.xml");
        String format = elements(elements(styles, "cellXfs").get(0), "xf")
                .get(Integer.parseInt(cell.getAttribute("s")))
                .getAttribute("numFmtId");
        return elements(styles, "numFmt").stream()
                .anyMatch(known -> known.getAttribute("numFmtId").equals(format)
                        && known.getAttribute("formatCode").startsWith("yyyy-mm-dd"));
    }

    /** {@code B7} is in column 2. */
    private static int columnNumber(String reference) {
        int column = 0;
        for (char letter : reference.replaceAll("[0-9]", "").toCharArray()) {
            column = column * 26 + letter - 'A' + 1;
        }
        return column;
    }

    private static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }
}
