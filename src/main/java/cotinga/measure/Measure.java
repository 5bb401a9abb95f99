package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** A measure: what it is called, what it depends on, its parts, and its calculation. */
abstract class Measure {
    private final String name;

    Measure(String name) {
        this.name = name;
    }

    /** The name in requests and column keys. */
    final String name() {
        return name;
    }

    /** The windows that a request can name. */
    Windows windows() {
        return Windows.none();
    }

    /** Whether the requested basis matters. */
    boolean hasBasis() {
        return true;
    }

    /** Whether each trader group has its own values on a basis. */
    boolean hasGroup(Basis basis) {
        return !hasBasis() || basis.hasGroup();
    }

    /** Whether it depends on prices. */
    boolean needsPrices() {
        return false;
    }

    /** How many of the newest weeks usually determine the values of the newest one; empty for all weeks. */
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.empty();
    }

    /**
     * Whether the values of the newest week may depend on weeks before the first one.
     *
     * @param newest at least the weeks needed, of a market with earlier ones
     */
    boolean mayDependOnEarlier(MarketSeries newest, Target target) {
        return false;
    }

    /** Its parts. */
    abstract List<Part> parts(Target target);

    /** The values of the parts, in the same order. */
    abstract List<Values> values(MarketSeries market, Target target);
}
