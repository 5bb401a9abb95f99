package cotinga.contract;

import cotinga.base.PackedFolder;
import cotinga.base.Webjar;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The documentation files: the contract in JSON and YAML, and the page that shows it. */
public final class Documents {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String OURS = "docs/";

    private final Document page = new Document(HTML, PackedFolder.bytes(OURS + "index.html"));
    private final Map<String, Document> byName = new LinkedHashMap<>();

    /**
     * A file in a response.
     *
     * @param type its media type
     */
    @SuppressWarnings("ArrayRecordComponent") // it is returned, never compared
    public record Document(String type, byte[] content) {}

    public Documents(Contract contract) {
        byName.put("page.js", new Document(SCRIPT, PackedFolder.bytes(OURS + "page.js")));
        Webjar swaggerUi = new Webjar("org.webjars", "swagger-ui");
        byName.put("swagger-ui.css", new Document(CSS, swaggerUi.file("swagger-ui.css")));
        byName.put("swagger-ui-bundle.js", new Document(SCRIPT, swaggerUi.file("swagger-ui-bundle.js")));
        byName.put("openapi.yaml", new Document("application/yaml", bytes(contract.yaml())));
        byName.put(
                "openapi.json",
                new Document("application/json", bytes(contract.document().encodePrettily())));
    }

    /** The page that shows the contract; its addresses are relative to {@code /api/}. */
    public Document page() {
        return page;
    }

    /** A file by its name. */
    public Optional<Document> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all files. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
