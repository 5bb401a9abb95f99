package cotinga;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.MovableClock;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the profile {@code dev} of the build has developer tools. */
class DeveloperToolsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "developer.properties",
                "META-INF/services/org/apache/camel/dev-console-registry",
                "META-INF/services/org/apache/camel/cli-connector-factory",
                "META-INF/services/org/apache/camel/management-agent"
            })
    void areNotOnTheClassPath(String file) {
        assertThat(getClass().getClassLoader().getResource(file)).isNull();
    }

    @Test
    void noSettingEnablesThem(@TempDir Path directory) {
        Map<String, String> settings = Map.of(
                "camel.main.profile", "dev",
                "camel.main.dev-console-enabled", "true",
                "camel.main.routes-reload-enabled", "true",
                "camel.main.routes-reload-directory", "routes",
                "camel.management.dev-console-enabled", "true");

        try (RunningApplication service =
                RunningApplication.service(settings, directory, MovableClock.inNewYork("2026-06-15T08:00"))) {
            CamelContext camel = service.context();

            assertThat(camel.getCamelContextExtension().getProfile()).isEqualTo("prod");
            assertThat(camel.isDevConsole()).isFalse();
            assertThat(camel.hasService(FileWatcherResourceReloadStrategy.class))
                    .isNull();
            assertThat(service.manage("/q/dev").statusCode()).isEqualTo(404);
        }
    }
}
