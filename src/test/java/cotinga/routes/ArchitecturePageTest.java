package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and route files that docs/architecture.md names in its tables are there. */
class ArchitecturePageTest {
    private static final Pattern CLASS = Pattern.compile("`([a-z]+/[A-Z]\\w+)`");
    private static final Pattern ROUTES = Pattern.compile("`(routes/[a-z]+/[a-z-]+)`");

    @Test
    void everyClassAndEveryRouteFileThatItNamesIsThere() {
        String page = RouteFiles.read(Path.of("docs", "architecture.md"));
        List<Path> named = Stream.concat(
                        found(CLASS, page).map(name -> Path.of("src/main/java/cotinga", name + ".java")),
                        found(ROUTES, page).map(name -> Path.of(name + ".camel.yaml")))
                .toList();

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(file -> assertThat(Files.exists(file))
                .as("%s", file)
                .isTrue());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
