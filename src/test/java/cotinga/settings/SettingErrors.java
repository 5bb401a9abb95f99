package cotinga.settings;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What the application makes of an environment, without a start. */
public final class SettingErrors {
    private SettingErrors() {}

    /** The errors of an environment with which a service would not start. */
    public static List<String> of(Map<String, String> environment) {
        try {
            Settings.of(texts(environment), Clock.systemUTC());
            return List.of();
        } catch (SettingException e) {
            return e.errors();
        }
    }

    /** All settings by key, as the environment changes the defaults. */
    public static Map<String, String> values(Map<String, String> environment) {
        return texts(environment).values();
    }

    private static SettingTexts texts(Map<String, String> environment) {
        return SettingTexts.of(Path.of("nowhere"), false, environment, new Properties());
    }
}
