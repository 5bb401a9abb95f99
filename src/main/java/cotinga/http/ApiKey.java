package cotinga.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that clients send; only its digest is known here.
 *
 * @param name of the client that owns it, for the log and for rate limits
 * @param sha256 of the key, in lower-case hexadecimal
 */
public record ApiKey(String name, Scope scope, String sha256) {
    /** How a list of keys is written. */
    public static final String FORM =
            "a list of name:scope:sha256 of the key in hexadecimal, the name of letters, digits, . _ and -, the scope read or admin";

    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9._-]{1,64}):(read|admin):([0-9A-Fa-f]{64})");

    /**
     * Reads a list of keys.
     *
     * @throws IllegalArgumentException when an entry is invalid; the message has its position but not its text, which may be a secret
     */
    public static List<ApiKey> list(String text) {
        List<ApiKey> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String entry : text.split(",", -1)) {
            int place = keys.size() + 1;
            Matcher key = KEY.matcher(entry.strip());
            if (!key.matches()) {
                throw new IllegalArgumentException("entry " + place + " cannot be read");
            }
            if (!names.add(key.group(1))) {
                throw new IllegalArgumentException("entry " + place + " has the same name as an earlier entry");
            }
            Scope scope = Scope.ofKey(key.group(2)).orElseThrow();
            String digest = HexFormat.of().formatHex(HexFormat.of().parseHex(key.group(3)));
            keys.add(new ApiKey(key.group(1), scope, digest));
        }
        return List.copyOf(keys);
    }

    @Override
    public String toString() {
        return name + ":" + scope.key();
    }
}
