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

    /** Whether it names a tag, strong or weak; {@code tag} is without quotes. */
    public boolean names(String tag) {
        return lines.stream().flatMap(line -> TAG.matcher(line).results()).anyMatch(found -> found.group(1)
                .equals(tag));
    }

    /** Whether it stands for every tag. */
    public boolean isAny() {
        return lines.contains(ANY);
    }
}
