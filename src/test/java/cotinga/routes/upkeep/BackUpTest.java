package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("back-up")
@WithSettings("cotinga.backup.directory=" + WithSettings.DIRECTORY + "/backups")
class BackUpTest extends RouteTestSupport {
    @Test
    void copiesTheDatabase() {
        assertThat(callWith("back-up").getException()).isNull();

        assertThat(directory.resolve("backups")).isDirectoryContaining("glob:**/cotinga-20260615T120000Z.zip");
    }

    @Test
    void logsAFailure() throws Exception {
        Files.writeString(directory.resolve("backups"), "a file instead of the folder");
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("back-up").getException()).isNull();
        log.end();

        assertThat(log.errors()).anySatisfy(line -> assertThat(line).contains("cotinga.backup.directory"));
    }

    @Test
    @WithSettings("cotinga.backup.enabled=false")
    void doesNotExistIfTheSettingsDisableIt() {
        assertThat(context.getRoutes()).isEmpty();
    }
}
