package cotinga.routes.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ExecutedStepsTest {
    private final ExecutedSteps steps = new ExecutedSteps();

    @Test
    void aStepIsTheSameInEveryContext() throws Exception {
        runRoute(false);
        assertThat(steps.leftOut()).hasSize(1);

        runRoute(true);
        assertThat(steps.leftOut()).isEmpty();
    }

    /** Runs a context whose route has one step. */
    private void runRoute(boolean isCalled) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setSourceLocationEnabled(true);
            camel.getCamelContextExtension().addInterceptStrategy(steps.recording(new ArrayList<>()));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:route").routeId("route").marshal().json();
                }
            });
            camel.start();
            if (isCalled) {
                camel.createProducerTemplate().sendBody("direct:route", Map.of());
            }
        }
    }
}
