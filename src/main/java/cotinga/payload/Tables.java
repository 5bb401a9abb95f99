package cotinga.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cotinga.report.ReportType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts payloads into tables: a header, then a row for each object of a list. Cells have the values of the JSON and are empty if these
 * are null or absent. A nested object has a column for each of its values ({@code crowded_g1_value}); a nested list has none.
 * Thread-safe.
 */
public final class Tables {
    /** The list of a market's prices. */
    static final String BARS = "bars";

    private static final List<String> PRICE_COLUMNS = List.of("date", "open", "high", "low", "close", "volume");

    /**
     * A value.
     *
     * @param text the text in the JSON, without quotes; empty for none
     */
    record Cell(String text, boolean isNumber) {
        static final Cell EMPTY = new Cell("", false);
    }

    private final JsonFactory factory = new JsonFactory();

    /** The weeks of a market detail that was created for the same selection. */
    public byte[] weeks(byte[] detail, ReportType type, WeekSelection selection, TableFormat format) {
        return table(format, detail, Keys.WEEKS.getValue(), WeekFields.columns(type, selection.fields()));
    }

    /** The weeks of a market's measures; their contract codes too if they have them. */
    public byte[] measures(byte[] measures, boolean hasCodes, List<String> keys, TableFormat format) {
        List<String> columns = new ArrayList<>(List.of(Keys.DATE.getValue()));
        if (hasCodes) {
            columns.add(Keys.CODE.getValue());
        }
        columns.addAll(keys);
        return table(format, measures, Keys.WEEKS.getValue(), columns);
    }

    /** The ISO weeks of a market's seasonality. */
    public byte[] seasonality(byte[] seasonality, List<String> keys, TableFormat format) {
        List<String> columns = new ArrayList<>(List.of(SeasonalityJson.ISO_WEEK.getValue(), Keys.DATE.getValue()));
        columns.addAll(keys);
        return table(format, seasonality, Keys.WEEKS.getValue(), columns);
    }

    /** The rows of a screener page; the list {@code signals} has no column, but the signal of each group has. */
    public byte[] rows(byte[] page, Collection<String> fields, TableFormat format) {
        return table(
                format,
                page,
                "items",
                fields.stream().filter(field -> !field.equals("signals")).toList());
    }

    /** The episodes of an event study. */
    public byte[] episodes(byte[] study, List<String> fields, TableFormat format) {
        return table(format, study, StudyJson.EPISODES.getValue(), fields);
    }

    /** A market's bars. */
    public byte[] prices(byte[] prices, TableFormat format) {
        return table(format, prices, BARS, PRICE_COLUMNS);
    }

    /** The list under a key of an object, or the whole document if the key is empty. */
    private byte[] table(TableFormat format, byte[] json, String list, List<String> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length / 2);
        try (JsonParser parser = factory.createParser(json);
                TableWriter table = format.writer(out, columns)) {
            goTo(list, parser);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, Cell> cells = new HashMap<>();
                read(parser, "", cells);
                table.write(columns.stream()
                        .map(column -> cells.getOrDefault(column, Cell.EMPTY))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void goTo(String list, JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = list.equals(parser.currentName());
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
        throw new IllegalArgumentException("The payload has no list '" + list + "'");
    }

    private static void read(JsonParser parser, String prefix, Map<String, Cell> cells) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String column = prefix + parser.currentName();
            switch (parser.nextToken()) {
                case START_OBJECT -> read(parser, column + "_", cells);
                case START_ARRAY -> parser.skipChildren();
                case VALUE_NULL -> {}
                default ->
                    cells.put(
                            column,
                            new Cell(parser.getText(), parser.currentToken().isNumeric()));
            }
        }
    }
}
