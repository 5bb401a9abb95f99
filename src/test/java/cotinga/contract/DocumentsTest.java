package cotinga.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    private static final Pattern FILE = Pattern.compile("\"docs/([^\"]+)\"");
    private static final Contract CONTRACT = Contract.shipped();

    private final Documents documents = new Documents(CONTRACT);

    @Test
    void areThoseInTheContract() {
        JsonObject path = CONTRACT.document().getJsonObject("paths").getJsonObject("/api/docs/{file}");
        List<?> named = path.getJsonArray("parameters")
                .getJsonObject(0)
                .getJsonObject("schema")
                .getJsonArray("enum")
                .getList();

        assertThat(documents.names()).isEqualTo(Set.copyOf(named));
    }

    @Test
    void haveEverythingThatThePageNeeds() {
        List<String> needed = FILE.matcher(
                        new String(documents.page().content(), StandardCharsets.UTF_8) + text("page.js"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(needed)
                .contains("swagger-ui.css", "swagger-ui-bundle.js", "page.js", "openapi.json")
                .allMatch(documents.names()::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "page.js, text/javascript; charset=utf-8",
        "swagger-ui-bundle.js, text/javascript; charset=utf-8",
        "swagger-ui.css, text/css; charset=utf-8",
        "openapi.json, application/json",
        "openapi.yaml, application/yaml",
    })
    void haveTheTypesOfTheirNames(String name, String type) {
        assertThat(documents.find(name)).map(Documents.Document::type).contains(type);
    }

    @Test
    void haveTheSameContentAsJsonAndYaml() {
        assertThat(new JsonObject(text("openapi.json"))).isEqualTo(CONTRACT.document());
        assertThat(text("openapi.yaml")).isEqualTo(CONTRACT.yaml()).startsWith("openapi: 3.1.0\n");
    }

    private String text(String name) {
        return new String(documents.find(name).orElseThrow().content(), StandardCharsets.UTF_8);
    }
}
