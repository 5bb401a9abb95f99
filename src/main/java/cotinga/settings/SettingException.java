package cotinga.settings;

import java.util.List;

/** Invalid settings, each with its key, the value found and the values expected. */
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
