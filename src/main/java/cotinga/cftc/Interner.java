package cotinga.cftc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Creates one value for each text, and returns the same value when the text occurs again. */
final class Interner<T> {
    /** A file has some hundred markets. When the cache reaches this size, it is emptied. */
    private static final int MAX_CACHED = 10_000;

    private final Function<String, T> factory;
    private final Map<String, T> values = new HashMap<>();
    private String lastText = "";
    private T lastValue;

    Interner(Function<String, T> factory) {
        this.factory = factory;
        this.lastValue = factory.apply("");
    }

    /** Returns the value for these characters. */
    T of(char[] text, int start, int end) {
        if (!isLast(text, start, end)) {
            if (values.size() >= MAX_CACHED) {
                values.clear();
            }
            lastText = new String(text, start, end - start);
            lastValue = values.computeIfAbsent(lastText, factory);
        }
        return lastValue;
    }

    private boolean isLast(char[] text, int start, int end) {
        if (end - start != lastText.length()) {
            return false;
        }
        for (int i = 0; i < lastText.length(); i++) {
            if (text[start + i] != lastText.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
