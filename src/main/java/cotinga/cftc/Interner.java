package cotinga.cftc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Values that repeat from line to line, made once each from their characters. */
final class Interner<T> {
    /** A file has some hundred markets; more values than this are made anew. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Function<String, T> make;
    private final Map<String, T> values = new HashMap<>();
    private String lastText = "";
    private T lastValue;

    Interner(Function<String, T> make) {
        this.make = make;
        this.lastValue = make.apply("");
    }

    /** The value for these characters. */
    T of(char[] text, int start, int end) {
        if (!isLast(text, start, end)) {
            if (values.size() >= MAX_REMEMBERED) {
                values.clear();
            }
            lastText = new String(text, start, end - start);
            lastValue = values.computeIfAbsent(lastText, make);
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
