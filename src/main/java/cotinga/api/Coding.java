package cotinga.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content coding of a response (RFC 9110, 8.4.1 and 12.5.3). */
public enum Coding {
    GZIP,
    IDENTITY;

    private static final Pattern ELEMENT =
            Pattern.compile("\\s*([^\\s;,]+)\\s*(?:;\\s*[qQ]\\s*=\\s*(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*)?");
    private static final String ANY = "*";

    /** The name in headers. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The coding that a client prefers; gzip when it prefers neither, and identity when it accepts neither.
     *
     * @param accepted the values of {@code Accept-Encoding}; invalid elements are ignored
     */
    public static Coding of(List<String> accepted) {
        Map<String, Double> weights = new TreeMap<>();
        for (String element : String.join(",", accepted).split(",", -1)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (matcher.matches()) {
                String weight = matcher.group(2);
                weights.put(named(matcher.group(1)), weight == null ? 1.0 : Double.parseDouble(weight));
            }
        }
        double any = weights.getOrDefault(ANY, 0.0);
        double gzip = weights.getOrDefault(GZIP.key(), any);
        double identity = weights.getOrDefault(IDENTITY.key(), any);
        return gzip > 0 && gzip >= identity ? GZIP : IDENTITY;
    }

    private static String named(String coding) {
        String name = coding.toLowerCase(Locale.ROOT);
        return name.equals("x-gzip") ? GZIP.key() : name;
    }
}
