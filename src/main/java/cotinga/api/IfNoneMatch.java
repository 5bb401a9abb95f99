package cotinga.api;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code If-None-Match} (RFC 9110, 13.1.2): the entity tags that a client has.
 *
 * @param lines the lines of the header
 */
public record IfNoneMatch(List<String> lines) {
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    /** The header as routes pass it on: Camel removes the quotes around a value. */
    static IfNoneMatch ofRoute(@Nullable String header) {
        if (header == null) {
            return new IfNoneMatch(List.of());
        }
        boolean isComplete = header.equals(ANY) || header.startsWith("\"") || header.startsWith("W/");
        return new IfNoneMatch(List.of(isComplete ? header : '"' + header + '"'));
    }

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
