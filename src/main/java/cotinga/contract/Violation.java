package cotinga.contract;

import org.jspecify.annotations.Nullable;

/**
 * A part of a request that the contract does not allow.
 *
 * @param parameter its name; {@code body} or {@code body.<field>} for a part of the body
 * @param found the value, cut if it is long; null if it is missing
 * @param allowed the description of the allowed values
 */
public record Violation(String parameter, @Nullable String found, String allowed) {
    /** The message: found and expected in one sentence. */
    public String sentence() {
        return found == null
                ? "Parameter '" + parameter + "' is missing, expected " + allowed
                : "Parameter '" + parameter + "' is '" + found + "', expected " + allowed;
    }
}
