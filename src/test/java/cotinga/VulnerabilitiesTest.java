package cotinga;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of {@code docs/vex.cdx.json} concern libraries that run, and the facts that they rely on hold. */
class VulnerabilitiesTest {
    private static final Path STATEMENTS = Path.of("docs/vex.cdx.json");
    private static final Pattern LIBRARY =
            Pattern.compile("pkg:maven/[^/@]+/(?<artifact>[^/@]+)@(?<version>[^?]+)\\?type=jar");

    /** The states of CycloneDX 1.6 for a fault of a library that runs. */
    private static final Set<String> STATES = Set.of("not_affected", "in_triage", "exploitable");

    private static final Set<String> JUSTIFICATIONS = Set.of(
            "code_not_present",
            "code_not_reachable",
            "requires_configuration",
            "requires_dependency",
            "requires_environment",
            "protected_by_compiler",
            "protected_at_runtime",
            "protected_at_perimeter",
            "protected_by_mitigating_control");

    private static final String SERVER_AUTHENTICATION =
            "(?i)camel[.](server|management)[.](authentication|basic|jwt)|AuthenticationEnabled";

    /** What each statement relies on. */
    private static final Map<String, Runnable> FACTS = Map.ofEntries(
            entry("CVE-2026-40022", () -> isNowhere(SERVER_AUTHENTICATION)),
            entry("CVE-2026-66908", () -> isNowhere(SERVER_AUTHENTICATION)),
            entry("CVE-2026-84176", () -> isNowhere("(?i)enable-?cors|[.]cors[.]enabled")),
            entry("CVE-2026-85316", VulnerabilitiesTest::everyPathBeginsWithASlash),
            entry("CVE-2026-85251", () -> isNowhere("(?i)\\b(auth-?username|auth-?method|oauth2)|AuthScope[(]null")),
            entry("CVE-2026-78164", VulnerabilitiesTest::requestsCannotNameAnAddress),
            entry("CVE-2026-85312", () -> isNowhere("(?i)\\bsaga\\b")),
            entry("CVE-2026-64607", () -> isNowhere("(?i)ContentDecoderRegistry|new ContentCompressionExec")));

    static Stream<JsonObject> statements() throws IOException {
        JsonArray all = new JsonObject(Files.readString(STATEMENTS)).getJsonArray("vulnerabilities");
        return all.stream().map(JsonObject.class::cast);
    }

    @Test
    void haveOneFormat() throws IOException {
        JsonObject document = new JsonObject(Files.readString(STATEMENTS));

        assertThat(document.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(document.getString("specVersion")).isEqualTo("1.6");
        assertThat(statements().map(statement -> statement.getString("id")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(FACTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void nameTheirSourceAndReason(JsonObject statement) {
        JsonObject analysis = statement.getJsonObject("analysis");

        assertThat(statement.getString("id")).matches("CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3}");
        assertThat(statement.getJsonObject("source").getString("url")).startsWith("https://");
        assertThat(analysis.getString("state")).isIn(STATES);
        assertThat(analysis.getString("detail")).isNotBlank();
        if (analysis.getString("state").equals("not_affected")) {
            assertThat(analysis.getString("justification")).isIn(JUSTIFICATIONS);
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void concernTheLibrariesThatRun(JsonObject statement) {
        List<String> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();

        assertThat(statement.getJsonArray("affects"))
                .isNotEmpty()
                .extracting(affected -> ((JsonObject) affected).getString("ref"))
                .allSatisfy(library -> {
                    assertThat(library).matches(LIBRARY);
                    MatchResult named =
                            LIBRARY.matcher(library).results().findFirst().orElseThrow();
                    assertThat(classPath).contains(named.group(1) + "-" + named.group(2) + ".jar");
                });
    }

    @ParameterizedTest
    @MethodSource("statements")
    void relyOnFacts(JsonObject statement) {
        String id = statement.getString("id");

        Objects.requireNonNull(FACTS.get(id), id).run();
    }

    private static void everyPathBeginsWithASlash() {
        isNowhere("platform-http:");
        assertThat(Pattern.compile("(?m)^ *(?:- )?path: *(\\S+)")
                        .matcher(String.join(
                                "\n", routes().map(VulnerabilitiesTest::text).toList()))
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(path -> path.startsWith("/"));
    }

    private static void requestsCannotNameAnAddress() {
        isNowhere("(?i)Camel(Rest)?HttpUri|[.]HTTP_URI");
        assertThat(List.of("CamelHttpUri", "camelhttpuri", "CamelRestHttpUri"))
                .allMatch(header -> new HttpHeaderFilterStrategy().applyFilterToExternalHeaders(header, "x", null));
        assertThat(text(Path.of("application.properties")))
                .contains("camel.component.platform-http.headerFilterStrategy = #bean:responseHeaders\n");
        assertThat(text(Path.of("src/main/java/cotinga/ApiBeans.java")))
                .contains("new HttpHeaderFilterStrategy()")
                .doesNotContain("InFilter");
    }

    /** An expression that matches in no setting, route or source. */
    private static void isNowhere(String expression) {
        Pattern pattern = Pattern.compile(expression);
        assertThat(Stream.of(
                                Stream.of(
                                        Path.of("application.properties"),
                                        Path.of("src/main/resources/sandbox.properties")),
                                routes(),
                                files("src/main/java"))
                        .flatMap(files -> files))
                .hasSizeGreaterThan(100)
                .noneMatch(file -> pattern.matcher(text(file)).find());
    }

    private static Stream<Path> routes() {
        return files("routes");
    }

    private static Stream<Path> files(String root) {
        try (Stream<Path> paths = Files.walk(Path.of(root))) {
            return paths.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
