package cotinga.routes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import cotinga.routes.RouteFiles.Entry;
import cotinga.routes.isolation.ExecutedSteps;
import cotinga.routes.isolation.ExecutedSteps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.test.junit5.CamelTestSupport;

/**
 * Reports which routes, and how many of their nodes, the tests of this package and of those below it have executed. The build runs it after
 * the tests of all its JVMs.
 */
public final class RouteCoverage {
    private static final Path REPORT = Path.of("target", "route-coverage.txt");
    private static final double REQUIRED = 0.95;

    /** The options of Maven by which not all tests run. */
    private static final List<String> SELECTIONS = List.of("test", "groups", "excludedGroups", "skipTests");

    /** Each route and each file of policies, with its nodes and whether they were executed. */
    private final Map<String, Map<Step, Boolean>> nodes = new TreeMap<>();

    /**
     * Merges what test classes have executed.
     *
     * @param routes the ids of all routes, also of those that no test has
     */
    RouteCoverage(List<String> routes, List<Map<Step, Boolean>> steps) {
        routes.forEach(route -> nodes.put(route, new TreeMap<>()));
        for (Map<Step, Boolean> ofTest : steps) {
            ofTest.forEach((step, executed) -> nodes.computeIfAbsent(step.owner(), owner -> new TreeMap<>())
                    .merge(step, executed, Boolean::logicalOr));
        }
    }

    /**
     * Writes the report.
     *
     * @throws IllegalStateException if the tests were no selection, and a class recorded nothing, a route was not entered or too few nodes were
     *     executed
     */
    public static void main(String[] arguments) throws IOException {
        List<String> tests = tests();
        List<Map<Step, Boolean>> steps = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (String test : tests) {
            Map<Step, Boolean> ofTest = ExecutedSteps.read(test);
            if (ofTest.isEmpty()) {
                silent.add(test);
            } else {
                steps.add(ofTest);
            }
        }
        RouteCoverage coverage = new RouteCoverage(routes(), steps);
        String scope = "Route coverage by %d of %d test classes".formatted(steps.size(), tests.size());
        Files.writeString(REPORT, scope + "\n" + coverage.text());
        System.out.println(scope + ": " + coverage.summary());
        if (SELECTIONS.stream().allMatch(option -> System.getProperty(option) == null)) {
            coverage.require(silent);
        }
    }

    /**
     * Requires that all tests together have executed enough.
     *
     * @param silent the test classes that recorded nothing
     */
    void require(List<String> silent) {
        if (!silent.isEmpty()) {
            throw new IllegalStateException(
                    "Found no record of executed steps of %s, expected one of each test class; see whether all their tests ran"
                            .formatted(String.join(", ", silent)));
        }
        if (!isEnough()) {
            throw new IllegalStateException(summary() + "; " + REPORT + " lists what no test executes");
        }
    }

    /** The classes whose contexts record the executed nodes. */
    private static List<String> tests() {
        return new ClassFileImporter()
                .importPackages(RouteCoverage.class.getPackageName()).stream()
                        .filter(found -> found.isAssignableTo(CamelTestSupport.class))
                        .filter(found -> !found.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .toList();
    }

    /** The ids of all routes of the route files. Each operation of a REST service is one. */
    static List<String> routes() {
        List<String> routes = new ArrayList<>();
        for (Entry entry : RouteFiles.entries()) {
            if (entry.kind().equals("route") || entry.kind().equals("templatedRoute")) {
                routes.add(entry.id());
            } else if (entry.kind().equals("rest")) {
                entry.node().values().stream()
                        .filter(List.class::isInstance)
                        .flatMap(operations -> ((List<?>) operations).stream())
                        .forEach(operation -> routes.add(String.valueOf(((Map<?, ?>) operation).get("id"))));
            }
        }
        return routes;
    }

    boolean isEnough() {
        return notEntered() == 0 && executed() >= REQUIRED * all();
    }

    private long notEntered() {
        return nodes.values().stream().filter(steps -> executed(steps) == 0).count();
    }

    private int all() {
        return nodes.values().stream().mapToInt(Map::size).sum();
    }

    private long executed() {
        return nodes.values().stream().mapToLong(RouteCoverage::executed).sum();
    }

    private static long executed(Map<Step, Boolean> steps) {
        return steps.values().stream().filter(Boolean::booleanValue).count();
    }

    private String summary() {
        return "%d of %d routes and files of policies were entered (required: all), %d of %d nodes were executed: %s (required: %s)"
                .formatted(
                        nodes.size() - notEntered(),
                        nodes.size(),
                        executed(),
                        all(),
                        percent(executed(), all()),
                        percent(Math.round(REQUIRED * 100), 100));
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
    }

    String text() {
        StringBuilder text = new StringBuilder(summary()).append("\n\nentered  nodes                route\n");
        nodes.forEach((owner, steps) -> text.append(String.format(
                "%-7s  %3d of %3d  %7s  %s\n",
                executed(steps) == 0 ? "NO" : "yes",
                executed(steps),
                steps.size(),
                percent(executed(steps), steps.size()),
                owner)));
        text.append("\nNodes that no test executes:\n");
        nodes.values()
                .forEach(steps -> steps.forEach((step, executed) -> {
                    if (!executed) {
                        text.append("  ").append(step).append('\n');
                    }
                }));
        return text.toString();
    }
}
