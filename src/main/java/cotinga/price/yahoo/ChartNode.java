package cotinga.price.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.base.Excerpt;
import cotinga.price.PriceException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node of a chart response with its path, so that messages name what is missing or has the wrong type. */
final class ChartNode {
    /** Stands for a whole number that is null. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    static final String REMEDY =
            "Yahoo may have changed its format. The stored prices remain. Install a newer Cotinga, or use another price source.";

    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
    private static final double SECONDS_OF_DAY = 86_400;

    /** Most trading days follow each other within a day. Weeks, months and hours differ clearly from that. */
    private static final double SHORTEST_GAP = SECONDS_OF_DAY / 2;

    private static final double LONGEST_GAP = 4 * SECONDS_OF_DAY;

    /** With fewer gaps the spacing is not checked. */
    private static final int FEWEST_GAPS = 10;

    private final String symbol;
    private final String path;
    private final JsonNode json;

    private ChartNode(String symbol, String path, JsonNode json) {
        this.symbol = symbol;
        this.path = path;
        this.json = json;
    }

    /** The root of the response for a symbol. */
    static ChartNode root(String symbol, JsonNode json) {
        return new ChartNode(symbol, "", json);
    }

    boolean has(String key) {
        return json.has(key);
    }

    int size() {
        return json.size();
    }

    ChartNode object(String key) throws PriceException {
        return child(key).required(JsonNode::isObject, "an object");
    }

    ChartNode array(String key, String of) throws PriceException {
        return child(key).required(JsonNode::isArray, "an array of " + of);
    }

    /** The first element of an array, an object. */
    ChartNode firstObject(String key) throws PriceException {
        return array(key, "objects").element(0).required(JsonNode::isObject, "an object");
    }

    String text(String key) throws PriceException {
        return child(key).required(JsonNode::isTextual, "a string").json.textValue();
    }

    /** A currency such as USD, USX (US cents) or GBp; null if there is none. */
    @Nullable
    String currency(String key) throws PriceException {
        if (!json.hasNonNull(key)) {
            return null;
        }
        String text = text(key);
        if (!CURRENCY.matcher(text).matches()) {
            throw child(key).unexpected("is '" + excerpt(child(key).json) + "'", "a currency such as USD");
        }
        return text;
    }

    ZoneId zone(String key) throws PriceException {
        String name = text(key);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw child(key).unexpected("is '" + name + "'", "a time zone such as America/New_York");
        }
    }

    /** Rejects a string that differs from the expected one in more than upper and lower case. */
    void requireText(String key, String expected) throws PriceException {
        String found = text(key);
        if (!found.equalsIgnoreCase(expected)) {
            throw child(key).unexpected("is '" + found + "'", "'" + expected + "'");
        }
    }

    /** Rejects timestamps that are not about a day apart, whatever granularity the response states. */
    void requireDays(long[] timestamps) throws PriceException {
        if (timestamps.length > FEWEST_GAPS) {
            long[] sorted = timestamps.clone();
            Arrays.sort(sorted);
            double[] gaps = new double[sorted.length - 1];
            for (int gap = 0; gap < gaps.length; gap++) {
                gaps[gap] = (double) sorted[gap + 1] - sorted[gap];
            }
            Arrays.sort(gaps);
            double usual = gaps[gaps.length / 2];
            if (usual < SHORTEST_GAP || usual > LONGEST_GAP) {
                throw child("timestamp")
                        .unexpected(
                                String.format(Locale.ROOT, "has elements %.1f days apart", usual / SECONDS_OF_DAY),
                                "one for each trading day");
            }
        }
    }

    /** An array of {@code count} numbers; NaN stands for null. */
    double[] decimals(String key, int count) throws PriceException {
        ChartNode array = array(key, "numbers").ofSize(count);
        double[] decimals = new double[count];
        for (int index = 0; index < count; index++) {
            ChartNode element = array.element(index);
            decimals[index] = element.json.isNull() ? Double.NaN : element.decimal();
        }
        return decimals;
    }

    /** An array of {@code count} whole numbers; {@link #NO_NUMBER} stands for null. */
    long[] wholes(String key, int count) throws PriceException {
        ChartNode array = array(key, "whole numbers").ofSize(count);
        long[] wholes = new long[count];
        for (int index = 0; index < count; index++) {
            ChartNode element = array.element(index);
            wholes[index] = element.json.isNull() ? NO_NUMBER : element.whole();
        }
        return wholes;
    }

    /** This array's whole numbers, none of them null. */
    long[] wholes() throws PriceException {
        long[] wholes = new long[json.size()];
        for (int index = 0; index < wholes.length; index++) {
            wholes[index] = element(index).whole();
        }
        return wholes;
    }

    private ChartNode ofSize(int count) throws PriceException {
        if (json.size() != count) {
            throw unexpected("has " + json.size() + " elements", count + ", one for each timestamp");
        }
        return this;
    }

    private double decimal() throws PriceException {
        double value = required(JsonNode::isNumber, "a number or null").json.doubleValue();
        if (!Double.isFinite(value)) {
            throw unexpected("is " + excerpt(json), "a price");
        }
        return value;
    }

    private long whole() throws PriceException {
        required(JsonNode::isNumber, "a whole number");
        if (!json.canConvertToExactIntegral() || !json.canConvertToLong()) {
            throw unexpected("is " + excerpt(json), "a whole number");
        }
        return json.longValue();
    }

    private ChartNode child(String key) {
        return new ChartNode(symbol, path.isEmpty() ? key : path + "." + key, json.path(key));
    }

    private ChartNode element(int index) {
        return new ChartNode(symbol, path + "[" + index + "]", json.path(index));
    }

    private ChartNode required(Predicate<JsonNode> type, String expected) throws PriceException {
        if (!type.test(json)) {
            throw unexpected("is " + typeOf(json), expected);
        }
        return this;
    }

    private PriceException unexpected(String found, String expected) {
        return new PriceException(symbol, path + " " + found, expected, REMEDY, false, null);
    }

    private static String excerpt(JsonNode json) {
        return Excerpt.cut(json.asText(), 40);
    }

    private static String typeOf(JsonNode json) {
        return switch (json.getNodeType()) {
            case MISSING -> "missing";
            case NULL -> "null";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case STRING -> "a string";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case BINARY, POJO -> json.getNodeType().toString();
        };
    }
}
