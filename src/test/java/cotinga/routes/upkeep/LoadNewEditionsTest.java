package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.RunScope;
import cotinga.sandbox.Sandbox;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("load-new-editions")
@WithSettings("cotinga.sandbox.enabled=true")
class LoadNewEditionsTest extends RouteTestSupport {
    @Test
    void refreshesReportsIfAnEarlierEditionWasSent() {
        bean(Sandbox.class).answer("/sandbox/files/dea/history/deacot2026.zip", null, Map.of());

        assertThat(callWith("load-new-editions").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("refresh-reports");
        assertThat(received("refresh-reports").get(0).getMessage().getHeader("scope", RunScope.class))
                .isNotNull();
    }

    @Test
    void refreshesNothingIfAllFilesAreThePresentOnes() {
        callWith("load-new-editions");

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    @WithSettings("cotinga.sandbox.enabled=false")
    void doesNotExistWithoutTheSandbox() {
        assertThat(context.getRoutes()).isEmpty();
    }
}
