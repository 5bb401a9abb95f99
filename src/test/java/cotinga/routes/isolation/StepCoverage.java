package cotinga.routes.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.RouteFiles;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Fails a test class whose tests leave out a route that it declares, or a step of one, and writes what they executed. */
final class StepCoverage implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace OF_CLASS = ExtensionContext.Namespace.create(StepCoverage.class);

    /**
     * What was executed.
     *
     * @param files the files of the tested routes
     * @param methods the names of the test methods
     */
    private record Executed(List<Path> files, ExecutedSteps steps, Set<String> methods) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        List<Path> files = RouteFiles.pathsOf(RouteTestSupport.routes(context.getRequiredTestClass()));
        context.getStore(OF_CLASS)
                .put(Executed.class, new Executed(files, new ExecutedSteps(), ConcurrentHashMap.newKeySet()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Executed executed = executed(context);
        Method test = context.getRequiredTestMethod();
        executed.methods.add(test.getName());
        ((RouteTestSupport) context.getRequiredTestInstance()).begin(test, executed.files, executed.steps);
    }

    /** A selection of the tests of a class need not execute every step. */
    @Override
    public void afterAll(ExtensionContext context) {
        Executed executed = executed(context);
        Class<?> test = context.getRequiredTestClass();
        if (executed.methods.containsAll(methods(test))) {
            executed.steps.write(test);
            assertThat(executed.steps.routes())
                    .as("the routes of %s whose steps its tests execute", test.getSimpleName())
                    .containsAll(RouteTestSupport.routes(test));
            assertThat(executed.steps.leftOut())
                    .as("steps that no test of %s executes", test.getSimpleName())
                    .isEmpty();
        }
    }

    private static Executed executed(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(OF_CLASS).get(Executed.class, Executed.class));
    }

    private static Set<String> methods(Class<?> test) {
        return Stream.of(test.getDeclaredMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .filter(method -> !AnnotationSupport.isAnnotated(method, Disabled.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
