package cotinga;

import java.util.List;

/** Settings that the application cannot start with, each with its key, what was found and what is allowed. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    public SettingException(List<String> errors) {
        super(String.join("\n", errors));
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
