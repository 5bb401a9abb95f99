package cotinga.analytics;

import java.math.BigDecimal;
import java.util.Arrays;

/** Parses the numbers of examples. A dot is null, and percentages have a decimal. */
final class ExampleValues {
    private ExampleValues() {}

    static long count(String text) {
        return text.equals(".") ? Tenths.MISSING : Long.parseLong(text);
    }

    static long tenths(String text) {
        return text.equals(".")
                ? Tenths.MISSING
                : new BigDecimal(text).movePointRight(1).longValueExact();
    }

    static String[] words(String text) {
        return text.split(" ", -1);
    }

    static long[] counts(String text) {
        return Arrays.stream(words(text)).mapToLong(ExampleValues::count).toArray();
    }
}
