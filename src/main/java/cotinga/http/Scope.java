package cotinga.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of credentials; each scope includes those before it. */
public enum Scope {
    READ,
    ADMIN;

    /** The name in settings and tokens: {@code read} or {@code admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean includes(Scope other) {
        return compareTo(other) >= 0;
    }

    static Optional<Scope> ofKey(String key) {
        return Arrays.stream(values()).filter(scope -> scope.key().equals(key)).findFirst();
    }
}
