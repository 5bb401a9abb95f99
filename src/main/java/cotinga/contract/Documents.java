package cotinga.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The documentation files: the contract in JSON and YAML, and the page that shows it. */
public final class Documents {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String OURS = "/docs/";
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final Map<String, Document> byName = new LinkedHashMap<>();

    /**
     * A file in a response.
     *
     * @param type its media type
     */
    @SuppressWarnings("ArrayRecordComponent") // it is returned, never compared
    public record Document(String type, byte[] content) {}

    public Documents(Contract contract) {
        byName.put("index.html", new Document(HTML, resource(OURS + "index.html")));
        byName.put("page.js", new Document(SCRIPT, resource(OURS + "page.js")));
        String swaggerUi = "/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/";
        byName.put("swagger-ui.css", new Document(CSS, resource(swaggerUi + "swagger-ui.css")));
        byName.put("swagger-ui-bundle.js", new Document(SCRIPT, resource(swaggerUi + "swagger-ui-bundle.js")));
        byName.put("openapi.yaml", new Document("application/yaml", bytes(contract.yaml())));
        byName.put(
                "openapi.json",
                new Document("application/json", bytes(contract.document().encodePrettily())));
    }

    /** A file by its name. */
    public Optional<Document> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all files. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    private static String swaggerUiVersion() {
        Properties webjar = new Properties();
        try (InputStream stream = Objects.requireNonNull(Documents.class.getResourceAsStream(WEBJAR), WEBJAR)) {
            webjar.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return webjar.getProperty("version");
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Documents.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
