package cotinga.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences of actual from expected JSON. Numbers are compared by value, additional keys are ignored,
 * and under {@code avg_13w} one unit of the last rounded digit is allowed.
 */
public final class JsonDifference {
    private final List<String> differences = new ArrayList<>();

    private JsonDifference() {}

    public static List<String> between(String name, JsonNode expected, JsonNode actual) {
        JsonDifference difference = new JsonDifference();
        difference.compare(name + ":", expected, actual);
        return difference.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            expected.properties().forEach(field -> compareField(path, field.getKey(), field.getValue(), actual));
        } else if (expected.isArray() && actual.isArray()) {
            compareItems(path, expected, actual);
        } else if (!equalLeaves(path, expected, actual)) {
            differences.add(path + " expected " + expected + ", got " + actual);
        }
    }

    private void compareField(String path, String key, JsonNode expected, JsonNode actual) {
        JsonNode value = actual.get(key);
        if (value == null) {
            differences.add(path + "." + key + " missing, expected " + expected);
        } else {
            compare(path + "." + key, expected, value);
        }
    }

    private void compareItems(String path, JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            differences.add(path + " expected " + expected.size() + " items, got " + actual.size());
        }
        for (int item = 0; item < Math.min(expected.size(), actual.size()); item++) {
            compare(path + "[" + item + "]", expected.get(item), actual.get(item));
        }
    }

    private static boolean equalLeaves(String path, JsonNode expected, JsonNode actual) {
        if (!expected.isNumber() || !actual.isNumber()) {
            return expected.equals(actual);
        }
        double distance = Math.abs(expected.doubleValue() - actual.doubleValue());
        double unit = path.contains("pct") ? 0.1 : 1.0;
        return distance == 0.0 || (path.contains(".avg_13w.") && distance <= unit * 1.000001);
    }
}
