package cotinga.base;

import java.util.Locale;

/** A number with its noun, which agree. */
public final class Counted {
    private Counted() {}

    /** {@code 1 week} or {@code 1,234 weeks}, for a noun whose plural ends in s. */
    public static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
