package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.upkeep.ResourceGuard;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("poll-resources")
class PollResourcesTest extends RouteTestSupport {
    @Test
    @WithSettings("cotinga.background.free-disk=900000GB")
    void findsThatDiskSpaceIsShort() {
        assertThat(bean(ResourceGuard.class).isShort()).isFalse();

        assertThat(callWith("poll-resources").getException()).isNull();

        assertThat(bean(ResourceGuard.class).isShort()).isTrue();
    }
}
