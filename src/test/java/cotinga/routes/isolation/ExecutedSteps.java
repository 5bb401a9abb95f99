package cotinga.routes.isolation;

import java.util.List;
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

/** The steps of the tested routes, and those of them that the tests of a class have executed. */
final class ExecutedSteps {
    private static final String DIRECT = "direct:";

    private final Set<Step> all = ConcurrentHashMap.newKeySet();
    private final Set<Step> executed = ConcurrentHashMap.newKeySet();

    /**
     * A step of a route. It is the same in the context of each test.
     *
     * @param line its line in the route file
     * @param keyword such as {@code to}; a label may differ between contexts
     */
    private record Step(String route, int line, String keyword) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "%s, line %3d: %s".formatted(route, line, keyword);
        }
    }

    /**
     * Records what the routes of a context execute.
     *
     * @param calledRoutes receives the routes that are called, in order
     */
    InterceptStrategy recording(List<String> calledRoutes) {
        return new Recording(calledRoutes);
    }

    /** The routes of which a step was executed. */
    Set<String> routes() {
        return executed.stream().map(Step::route).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The steps that were not executed. Those of policies do not count. */
    Set<String> leftOut() {
        return all.stream()
                .filter(step -> !executed.contains(step))
                .map(Step::toString)
                .collect(Collectors.toCollection(TreeSet::new));
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
            if (!isOfPolicy(definition)) {
                all.add(step);
            }
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
            return new Step(
                    route == null ? "policy" : route.getRouteId(),
                    definition.getLineNumber(),
                    definition.getShortName());
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
