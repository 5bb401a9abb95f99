package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Response;
import cotinga.api.ResponseJson;
import cotinga.api.SchedulerStatus;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("respond-uncached")
class RespondUncachedTest extends RouteTestSupport {
    /** The JSON format of the application. */
    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.bind("jackson-dataformat-factory", (DataFormatFactory)
                () -> new JacksonDataFormat(ResponseJson.mapper(), Object.class));
    }

    @Test
    void sendsARecordAsJsonThatNoCacheMayKeep() {
        SchedulerStatus.Job job = new SchedulerStatus.Job(
                "poll-reports", "poll-reports", null, null, null, Instant.parse("2026-06-15T12:30:00Z"));

        assertThat(call("respond-uncached", given -> given.getMessage()
                                .setBody(new SchedulerStatus(true, List.of(job))))
                        .getException())
                .isNull();

        Response response = received("respond").get(0).getMessage().getBody(Response.class);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .isEqualTo(Map.of("Cache-Control", "no-store", "Content-Type", "application/json"));
        assertThat(response.body().toString())
                .isEqualTo("{\"running\":true,\"jobs\":[{\"id\":\"poll-reports\",\"name\":\"poll-reports\","
                        + "\"previous_run\":null,\"next_run\":\"2026-06-15T12:30:00Z\"}]}");
    }
}
