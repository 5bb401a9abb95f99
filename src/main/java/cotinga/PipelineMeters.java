package cotinga;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.model.Model;
import org.apache.camel.model.rest.VerbDefinition;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * Limits Camel's meters to the routes of pipelines. The routes that serve requests have none: the metrics of requests count the same by
 * operation.
 */
final class PipelineMeters extends MicrometerRoutePolicyConfiguration {
    private final CamelContext camel;

    private PipelineMeters(CamelContext camel, MicrometerRoutePolicyConfiguration configured) {
        this.camel = camel;
        setContextEnabled(configured.isContextEnabled());
        setRouteEnabled(configured.isRouteEnabled());
    }

    /** Camel must have its metrics already, and no routes yet. */
    static void install(CamelContext camel) {
        for (RoutePolicyFactory factory : camel.getRoutePolicyFactories()) {
            if (factory instanceof MicrometerRoutePolicyFactory meters) {
                meters.setPolicyConfiguration(new PipelineMeters(camel, meters.getPolicyConfiguration()));
            }
        }
    }

    /** The operations of REST are known when the first route starts. */
    @Override
    public String getExcludePattern() {
        Stream<String> operations =
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRestDefinitions().stream()
                        .flatMap(service -> service.getVerbs().stream())
                        .map(VerbDefinition::getId);
        return Stream.concat(operations, Stream.of("serve-*", "respond*")).collect(Collectors.joining(","));
    }
}
