package cotinga.settings;

import cotinga.base.Redaction;
import java.net.URI;
import java.util.Optional;

/**
 * Where errors are reported.
 *
 * @param dsn the address of a project in an error tracker that is compatible with Sentry; empty if there is none
 * @param environment names this installation
 * @param redaction removes secrets and paths from texts
 */
public record ErrorSettings(Optional<String> dsn, String environment, Redaction redaction) {
    private static final String DSN = "cotinga.errors.dsn";
    private static final String FORM = "a DSN such as https://<key>@errors.example/<project>";
    private static final String NAME = "[^\\s/]{1,64}";

    /** Reads the settings; called after all secrets have been read. */
    static ErrorSettings read(SettingReader reader) {
        return new ErrorSettings(
                reader.secret(DSN, FORM, ErrorSettings::dsn),
                reader.required(
                        "cotinga.errors.environment",
                        "",
                        "a name of at most 64 characters without spaces and slashes",
                        name -> Optional.of(name).filter(text -> text.matches(NAME))),
                reader.redaction());
    }

    private static String dsn(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not an address");
        }
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("it has no http:// or https:// host");
        }
        String key = address.getRawUserInfo();
        if (key == null || key.isEmpty() || key.startsWith(":")) {
            throw new IllegalArgumentException("it has no key");
        }
        if (address.getPath().replace("/", "").isEmpty() || address.getPath().endsWith("/")) {
            throw new IllegalArgumentException("it has no project");
        }
        return text;
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "errors of " + environment + (dsn.isPresent() ? " to a tracker" : " to nowhere");
    }
}
