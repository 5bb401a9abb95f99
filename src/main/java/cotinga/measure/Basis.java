package cotinga.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The number of a week that a measure is about. */
public enum Basis {
    /** Long − short, in contracts. */
    NET(Kind.WHOLE, true),
    /** Net in percent of open interest. */
    NET_OI(Kind.ONE_DECIMAL, true),
    LONG(Kind.WHOLE, true),
    SHORT(Kind.WHOLE, true),
    /** Long in percent of open interest. */
    LONG_OI(Kind.ONE_DECIMAL, true),
    /** Short in percent of open interest. */
    SHORT_OI(Kind.ONE_DECIMAL, true),
    /** Spreading positions; missing for a group without them. */
    SPREAD(Kind.WHOLE, true),
    /** Open interest, the same for every group. */
    OI(Kind.WHOLE, false);

    private static final List<String> KEYS =
            Arrays.stream(values()).map(Basis::key).toList();

    private final Kind kind;
    private final boolean hasGroup;

    Basis(Kind kind, boolean hasGroup) {
        this.kind = kind;
        this.hasGroup = hasGroup;
    }

    /** The name in requests and column keys: {@code net}, {@code net_oi} … */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All keys, in their order. */
    public static List<String> keys() {
        return KEYS;
    }

    /** The basis with a key, if there is one. */
    public static Optional<Basis> ofKey(String key) {
        return Arrays.stream(values()).filter(basis -> basis.key().equals(key)).findFirst();
    }

    /** Whether it is a number of contracts, not a percentage. */
    boolean isCounted() {
        return kind == Kind.WHOLE;
    }

    /** How its values are rounded. */
    Kind kind() {
        return kind;
    }

    /** Whether each trader group has its own values. */
    boolean hasGroup() {
        return hasGroup;
    }
}
