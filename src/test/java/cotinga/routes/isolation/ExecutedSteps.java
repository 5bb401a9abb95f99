package cotinga.routes.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** The steps of the tested routes and their policies, and those of them that the tests of a class have executed. */
public final class ExecutedSteps {
    /** Where each class writes its steps. The build empties this folder before the tests and then reports the coverage. */
    public static final Path FOLDER = Path.of("target", "route-coverage");

    private static final String DIRECT = "direct:";
    private static final String POLICIES = "policies of ";

    private final Set<Step> all = ConcurrentHashMap.newKeySet();
    private final Set<Step> executed = ConcurrentHashMap.newKeySet();

    /**
     * A step of a route or of a policy. It is the same in the context of each test, and a step of a policy in each route that uses it.
     *
     * @param owner the id of the route, or {@code policies of} and the file
     * @param line its line in the route file
     * @param keyword such as {@code to}; a label may differ between contexts
     */
    public record Step(String owner, int line, String keyword) implements Comparable<Step> {
        boolean isOfPolicy() {
            return owner.startsWith(POLICIES);
        }

        @Override
        public int compareTo(Step other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "%s, line %3d: %s".formatted(owner, line, keyword);
        }
    }

    /**
     * Records what the routes of a context execute.
     *
     * @param calledRoutes receives the routes that are called, in order
     */
    public InterceptStrategy recording(List<String> calledRoutes) {
        return new Recording(calledRoutes);
    }

    /** The routes of which a step was executed. */
    Set<String> routes() {
        return executed.stream()
                .filter(step -> !step.isOfPolicy())
                .map(Step::owner)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The steps that were not executed. Those of policies do not count. */
    Set<String> leftOut() {
        return all.stream()
                .filter(step -> !step.isOfPolicy())
                .filter(step -> !executed.contains(step))
                .map(Step::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes which steps a class has executed, and which not. */
    public void write(Class<?> test) {
        List<String> lines = all.stream()
                .sorted()
                .map(step -> String.join(
                        "\t",
                        String.valueOf(executed.contains(step)),
                        step.owner,
                        String.valueOf(step.line),
                        step.keyword))
                .toList();
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(test.getName()), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps that a class wrote, each with whether it was executed; empty if not all of its tests ran. */
    public static Map<Step, Boolean> read(String test) {
        Path file = FOLDER.resolve(test);
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toMap(
                            field -> new Step(field[1], Integer.parseInt(field[2]), field[3]),
                            field -> Boolean.valueOf(field[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Recording implements InterceptStrategy {
        private final List<String> calledRoutes;

        private Recording(List<String> calledRoutes) {
            this.calledRoutes = calledRoutes;
        }

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
            Step step = step((ProcessorDefinition<?>) definition);
            String address = address(definition);
            all.add(step);
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    executed.add(step);
                    if (address.startsWith(DIRECT)) {
                        calledRoutes.add(address.substring(DIRECT.length()));
                    }
                    return super.process(exchange, callback);
                }
            };
        }

        private Step step(ProcessorDefinition<?> definition) {
            RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
            String owner = route == null || isOfPolicy(definition) ? POLICIES + file(definition) : route.getRouteId();
            return new Step(owner, definition.getLineNumber(), definition.getShortName());
        }

        /** The path of the route file below its folder. */
        private String file(ProcessorDefinition<?> definition) {
            return String.valueOf(definition.getLocation()).replaceFirst(".*routes/", "");
        }

        private String address(NamedNode definition) {
            if (definition instanceof ToDefinition to) {
                return to.getEndpointUri();
            }
            return definition instanceof WireTapDefinition<?> tap ? tap.getUri() : "";
        }

        private boolean isOfPolicy(NamedNode definition) {
            for (NamedNode node = definition; node != null; node = node.getParent()) {
                if (node instanceof OnExceptionDefinition || node instanceof OnCompletionDefinition) {
                    return true;
                }
            }
            return false;
        }
    }
}
