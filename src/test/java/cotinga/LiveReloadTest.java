package cotinga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cotinga.base.LogContext;
import cotinga.flow.LoggedEvents;
import cotinga.flow.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Route files are reloaded in the running service, here without watching them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveReloadTest {
    private static final Path SHIPPED = Path.of("routes");
    private static final String TEMPLATES = "rest/serve.camel.yaml";
    private static final String API = "rest/api.camel.yaml";
    private static final String DEFAULT_POLICY = "upkeep/defaults.camel.yaml";
    private static final String LOG = "- log:\n              message: edited\n";

    private RunningApplication service;
    private LiveReload reload;
    private Path folder;
    private LoggedEvents log;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        folder = directory.resolve("routes");
        for (String file : List.of(TEMPLATES, API, DEFAULT_POLICY)) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(SHIPPED.resolve(file), folder.resolve(file));
        }
        service = RunningApplication.service(Map.of(), directory, MovableClock.inNewYork("2026-06-15T08:00"));
        reload = new LiveReload(directory, RouteFiles.of(directory, true));
        reload.setScheduler(false);
        service.context().addService(reload);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void watchLog() {
        log = new LoggedEvents();
    }

    @AfterEach
    void restore() throws Exception {
        log.close();
        for (String file : List.of(TEMPLATES, API, DEFAULT_POLICY)) {
            write(file, Files.readString(SHIPPED.resolve(file)));
        }
    }

    @Test
    void theRoutesOfAChangedTemplateAreReplaced() throws Exception {
        edit(TEMPLATES, "- to:\n              uri: direct:respond-uncached", LOG + "          $0");

        assertThat(service.get("/quality").statusCode()).isEqualTo(200);
        assertThat(log.of("cotinga.routes.serve-quality")).singleElement().satisfies(event -> {
            assertThat(event.getMessage().getFormattedMessage()).isEqualTo("edited");
            assertThat(event.getContextData().<String>getValue(LogContext.REQUEST))
                    .as("the id of the request, which an interceptor adds")
                    .isNotBlank();
        });
    }

    @Test
    void aRouteThatIsNoLongerInItsFileIsRemoved() throws Exception {
        int before = service.context().getRoutesSize();
        String text = Files.readString(folder.resolve(TEMPLATES));

        write(TEMPLATES, text.substring(0, text.lastIndexOf("- templatedRoute:")));

        assertThat(service.context().getRoutes()).hasSize(before - 1);
    }

    @Test
    void servicesAreReplacedAndNotDoubled() throws Exception {
        int before = model().getRestDefinitions().size();

        edit(API, "description: The read API on one screen", "description: The edited API");

        assertThat(model().getRestDefinitions()).hasSize(before).anyMatch(rest -> "The edited API"
                .equals(rest.getDescriptionText()));
        assertThat(service.get("/groups/tff").statusCode()).isEqualTo(200);
    }

    @Test
    void routesOfOtherFilesGetTheChangedPolicy() throws Exception {
        Route before = service.context().getRoute("log-ready");

        edit(DEFAULT_POLICY, "Passes a failure on to the caller", "Edited");

        assertThat(service.context().getRoute("log-ready")).isNotNull().isNotSameAs(before);
        assertThat(model().getRouteConfigurationDefinitions())
                .filteredOn(policy -> policy.getId() == null)
                .singleElement()
                .satisfies(policy -> assertThat(policy.getDescriptionText()).isEqualTo("Edited"));
    }

    @Test
    void aFileThatIsNotYamlChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(TEMPLATES, "- route:\n    id: x\n   bad: ["))
                .withMessageContaining(TEMPLATES)
                .withMessageEndingWith("(all routes stay as they were; correct the file)");
        assertThat(service.get("/groups/tff").statusCode()).isEqualTo(200);
    }

    @Test
    void aRouteThatCannotStartChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> edit(TEMPLATES, "value: marketLists", "value: noSuchBean"))
                .withMessageContaining("noSuchBean");
        assertThat(service.get("/markets?search=gold").statusCode()).isNotEqualTo(500);
        assertThat(service.get("/groups/tff").statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownFileIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("rest/own.camel.yaml", "[]"))
                .withMessageStartingWith("rest/own.camel.yaml replaces no route file that was loaded at start");
    }

    private void edit(String file, String found, String replacement) throws Exception {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(found);
        write(file, text.replace(found, replacement.replace("$0", found)));
    }

    private void write(String file, String text) throws Exception {
        Path path = Files.writeString(folder.resolve(file), text);
        Resource resource = ResourceHelper.resolveMandatoryResource(service.context(), "file:" + path);
        reload.getResourceReload().onReload(path.toString(), resource);
    }

    private Model model() {
        CamelContext camel = service.context();
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
