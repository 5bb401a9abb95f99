package cotinga;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;

/**
 * Live reload of route files, Camel's developer console and its connector for the Camel CLI. Only the profile {@code dev} of the build has
 * them, with the file of their settings; no setting enables them elsewhere.
 */
final class DeveloperTools {
    private static final String FILE = "/developer.properties";

    private static final Map<String, String> DISABLED = Map.of(
            "camel.main.profile", "prod",
            "camel.main.devConsoleEnabled", "false",
            "camel.main.routesReloadEnabled", "false",
            "camel.management.devConsoleEnabled", "false");

    private DeveloperTools() {}

    /** Whether this build has them. */
    static boolean areIncluded() {
        return DeveloperTools.class.getResource(FILE) != null;
    }

    /** The settings of Camel that decide about them. */
    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(DISABLED);
        try (InputStream file = DeveloperTools.class.getResourceAsStream(FILE)) {
            if (file != null) {
                Properties enabling = new Properties();
                enabling.load(file);
                enabling.stringPropertyNames().forEach(key -> settings.put(key, enabling.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /**
     * Reloads the route files of the working directory when they change.
     *
     * @param routeFiles the files that are loaded at start, as Camel resources
     */
    static MainListener liveReload(Path workingDirectory, List<String> routeFiles) {
        return new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    main.getCamelContext().addService(new LiveReload(workingDirectory, routeFiles));
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }
        };
    }
}
