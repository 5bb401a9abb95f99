package cotinga.study;

import org.jspecify.annotations.Nullable;

/**
 * A position from the close of one bar to that of another.
 *
 * @param entry the first bar
 * @param exit the last bar
 * @param percent its return, NaN if there is none
 * @param reason why there is no return; then there are no bars either
 */
record Position(int entry, int exit, double percent, @Nullable NoReturn reason) {
    static Position none(NoReturn reason) {
        return new Position(Bars.NONE, Bars.NONE, Double.NaN, reason);
    }

    boolean hasReturn() {
        return reason == null;
    }

    /** Whether some time is in both positions, which have returns. */
    boolean overlaps(Position other) {
        return entry < other.exit && other.entry < exit;
    }
}
