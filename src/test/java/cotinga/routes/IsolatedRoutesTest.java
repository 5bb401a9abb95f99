package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import cotinga.routes.RouteFiles.Entry;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/** Every route of these folders has a test of its own. That a test executes the routes that it declares is checked when it runs. */
class IsolatedRoutesTest {
    private static final Set<String> FOLDERS = Set.of("reports", "prices", "publish", "rest", "upkeep");

    private final JavaClasses tests = new ClassFileImporter().importPackages("cotinga.routes");

    @Test
    void everyRouteIsTestedAlone() {
        Set<String> declared = isolating()
                .flatMap(test ->
                        Stream.of(test.getAnnotationOfType(IsolatedRoutes.class).value()))
                .collect(Collectors.toSet());

        assertThat(declared).containsAll(routes());
    }

    @Test
    void everyClassThatDeclaresRoutesTestsThem() {
        assertThat(isolating()).isNotEmpty().allSatisfy(test -> {
            assertThat(test.isAssignableTo(RouteTestSupport.class))
                    .as("%s", test)
                    .isTrue();
            assertThat(test.getMethods())
                    .as("the tests of %s", test)
                    .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
        });
    }

    private Stream<JavaClass> isolating() {
        return tests.stream().filter(test -> test.isAnnotatedWith(IsolatedRoutes.class));
    }

    private static List<String> routes() {
        return RouteFiles.entries().stream()
                .filter(entry -> entry.kind().equals("route") || entry.kind().equals("templatedRoute"))
                .filter(entry ->
                        FOLDERS.contains(entry.file().substring(0, entry.file().indexOf('/'))))
                .map(Entry::id)
                .toList();
    }
}
