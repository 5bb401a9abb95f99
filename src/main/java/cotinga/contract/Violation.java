package cotinga.contract;

import org.jspecify.annotations.Nullable;

/**
 * A part of a request that is not what the contract allows.
 *
 * @param parameter its name; {@code body} or {@code body.<field>} for what is in the body
 * @param found as it came, cut when it is long; null when it is missing
 * @param allowed what is allowed, for people
 */
public record Violation(String parameter, @Nullable String found, String allowed) {
    /** For people: found and expected in one sentence. */
    public String sentence() {
        return found == null
                ? "Parameter '" + parameter + "' is missing, expected " + allowed
                : "Parameter '" + parameter + "' is '" + found + "', expected " + allowed;
    }
}
