package cotinga.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The header {@code If-None-Match} (RFC 9110, 13.1.2): the entity tags that a client has.
 *
 * @param lines the lines of the header
 */
public record IfNoneMatch(List<String> lines) {
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    /** Separates the data version from the rest of a tag. */
    static final String AFTER_VERSION = "-";

    private static final Pattern TAG_OF_VERSION = Pattern.compile("\"([0-9]{1,18})" + AFTER_VERSION + "[0-9a-f]+\"");

    /** Whether it names a tag, strong or weak; {@code tag} is without quotes. */
    public boolean names(String tag) {
        return lines.stream().flatMap(line -> TAG.matcher(line).results()).anyMatch(found -> found.group(1)
                .equals(tag));
    }

    /** The newest data version of which it has a tag; 0 without one. */
    public long newestVersion() {
        return lines.stream()
                .flatMap(line -> TAG_OF_VERSION.matcher(line).results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    /** Whether it stands for every tag. */
    public boolean isAny() {
        return lines.contains(ANY);
    }
}
