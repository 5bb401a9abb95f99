package cotinga.measure;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A value to show.
 *
 * @param text the rounded value; empty if there is none
 * @param reason why there is none; null if there is one, and if nothing is to be said
 * @param found the number of values in its window; empty without a window
 */
public record MeasureValue(String text, @Nullable Reason reason, OptionalInt found) {}
