package cotinga;

import cotinga.settings.CamelKeys;
import cotinga.settings.Settings;
import java.util.List;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;

/** The properties of the routes and of Camel: the validated settings, and what the application decides. */
final class CamelProperties {
    private static final int MODE_NEVER = PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;

    private final Properties properties = new Properties();

    CamelProperties(Settings settings, HttpServers servers, List<String> routeFiles, boolean service) {
        properties.putAll(settings.forRoutes());
        decide("cotinga.service", service);
        decide("cotinga.shared", settings.cluster().isShared());
        decide("cotinga.serves", settings.cluster().role().serves());
        decide("camel.server.enabled", servers.hasApi());
        decide("camel.management.enabled", servers.hasManagement());
        decide("camel.metrics.enabled", servers.hasManagement());
        decide("camel.main.routesIncludePattern", String.join(",", routeFiles));
        DeveloperTools.settings().forEach(this::decide);
        decide("camel.component.properties.environmentVariableMode", MODE_NEVER);
        decide("camel.component.properties.systemPropertiesMode", MODE_NEVER);
    }

    private void decide(String camelKey, Object value) {
        properties.setProperty(CamelKeys.spellingIn(properties.stringPropertyNames(), camelKey), String.valueOf(value));
    }

    /** Restricts the routes and Camel to these properties: no environment, system properties or other files. */
    void restrict(Main main) {
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
        main.configure().setAutoConfigurationSystemPropertiesEnabled(false);
        main.setPropertyPlaceholderLocations("false");
        main.setInitialProperties(properties);
        main.setOverrideProperties(properties); // otherwise the environment can name a file with others
    }
}
