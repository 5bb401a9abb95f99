package cotinga.settings;

import java.util.List;

/** How the other database is opened when a store is copied. */
public record CopySettings(String user, String password) {
    private static final String URL = "a JDBC URL such as jdbc:postgresql://host/cotinga";

    static CopySettings read(SettingReader reader, StoreSettings store) {
        return new CopySettings(
                reader.text("cotinga.copy.user").orElse(store.user()),
                reader.secret("cotinga.copy.password", "a password", password -> password)
                        .orElse(store.password()));
    }

    /**
     * Rejects a URL that cannot be used.
     *
     * @param argument the argument that it follows
     * @throws SettingException when it has a password or names no database
     */
    public static void requireUrl(String argument, String url) {
        if (StoreSettings.hasPassword(url)) {
            throw new SettingException(List.of(argument + " cannot be used (it contains a password), expected " + URL
                    + " without a password; set cotinga.copy.user and cotinga.copy.password instead"));
        }
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw new SettingException(List.of(argument + " is '" + url + "', expected " + URL));
        }
    }
}
