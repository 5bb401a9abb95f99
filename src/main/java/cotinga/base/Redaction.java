package cotinga.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes from a text what must not leave this machine: known secrets, the paths of known directories, and what looks like credentials, an
 * IP address or the query of an address.
 */
public final class Redaction {
    /** Replaces a secret. */
    public static final String MASK = "***";

    /** A shorter text is also a part of other words. */
    private static final int SHORTEST_SECRET = 6;

    private static final int LONGEST_TEXT = 8_192;

    private static final List<Rule> RULES = List.of(
            new Rule("(?<=://)[^/\\s@?#]{1,500}@", MASK + "@"),
            new Rule("(https?://[^\\s?#\"'<>]{1,2000})[?#][^\\s\"'<>]*", "$1?" + MASK),
            new Rule(
                    "(?i)\\b([\\w-]{0,40}(?:password|passwd|pwd|secret|token|api[-_]?key|authorization|credential|signature|cookie)"
                            + "[\\w-]{0,40}\"?\\s?[:=]\\s?\"?)(?:(?:bearer|basic)\\s)?[^\\s,;&\"']+",
                    "$1" + MASK),
            new Rule("(?i)\\b(bearer\\s)[\\w.~+/=-]+", "$1" + MASK),
            new Rule("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*", MASK),
            new Rule("\\bwhsec_[\\w+/=]+", MASK),
            new Rule("\\bbot\\d+:[\\w-]+", "bot" + MASK),
            new Rule("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", MASK),
            new Rule("(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\\b", MASK),
            new Rule(
                    "(?<![\\w:])(?:(?:[0-9a-fA-F]{1,4}:){1,6}:|::)(?:[0-9a-fA-F]{1,4}:){0,6}[0-9a-fA-F]{1,4}\\b",
                    MASK));

    private final Map<String, String> known = new LinkedHashMap<>();

    private record Rule(Pattern pattern, String replacement) {
        private Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    /**
     * What to remove.
     *
     * @param secrets texts of settings, whose parts are secrets too; very short parts are ignored
     * @param directories names for the absolute paths of directories
     */
    public Redaction(Collection<String> secrets, Map<String, String> directories) {
        secrets.stream()
                .flatMap(Redaction::parts)
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(secret -> known.put(secret, MASK));
        directories.keySet().stream()
                .filter(path -> path.length() > 1)
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(path -> known.putIfAbsent(path, directories.get(path)));
    }

    /** A setting, the entries of a list, and what follows a separator in them: a password, a digest, an address. */
    private static Stream<String> parts(String setting) {
        return Stream.concat(Stream.of(setting), Arrays.stream(setting.split("[\\s,]+", -1)))
                .flatMap(entry -> Stream.of(
                        entry,
                        entry.substring(entry.indexOf(':') + 1),
                        entry.substring(entry.lastIndexOf(':') + 1),
                        entry.substring(entry.indexOf('=') + 1),
                        entry.replaceFirst("^[^@]*://[^@]*:([^@]+)@.*$", "$1")));
    }

    /** The text without them; a long text is cut. */
    public String of(String text) {
        String redacted = text;
        for (Map.Entry<String, String> entry : known.entrySet()) {
            redacted = redacted.replace(entry.getKey(), entry.getValue());
        }
        redacted = redacted.length() > LONGEST_TEXT ? redacted.substring(0, LONGEST_TEXT) + "…" : redacted;
        for (Rule rule : RULES) {
            redacted = rule.pattern.matcher(redacted).replaceAll(rule.replacement);
        }
        return redacted;
    }
}
