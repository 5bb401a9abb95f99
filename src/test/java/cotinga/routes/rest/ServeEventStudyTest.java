package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Answer;
import cotinga.intake.PriceIntake;
import cotinga.price.PriceBar;
import cotinga.price.PriceOutcome;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** The route of event studies, with the route that sends their problems. A study needs prices. */
@IsolatedRoutes({"serve-event-study", "respond"})
class ServeEventStudyTest extends RouteTestSupport {
    private static final String STUDY =
            "report_type=tff&subtype=fo&code=099741&condition= bias_g1>=50  and bias_g1<60&as_of=weekly";

    @Test
    void sendsTheStudyOfANormalizedKey() throws Exception {
        publishWeek("099741", "2026-06-09");
        publishPrice();

        assertThat(serve(STUDY + "&horizons=5s,4w,5s").getException()).isNull();

        Message sent = received("respond-cacheable").get(0).getMessage();
        assertThat(sent.getHeader("CamelCaffeineKey"))
                .isEqualTo("v2/tff/fo/099741?condition=bias_g1%3E%3D50+and+bias_g1%3C60&horizons=5s%2C4w&as_of=weekly");
        assertThat(sent.getBody(Answer.class).place().orElseThrow().cache()).isEqualTo("event-study");
    }

    @Test
    void respondsWithAProblemIfThereAreNoPrices() throws Exception {
        publishWeek("099741", "2026-06-09");

        Exchange exchange = serve(STUDY);

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(409);
        assertThat(calledRoutes()).doesNotContain("respond-cacheable");
    }

    private Exchange serve(String parameters) {
        return callWith("serve-event-study", "request", Requests.with(parameters));
    }

    private void publishPrice() {
        PriceRun run = bean(PriceRuns.class).begin("manual");
        bean(PriceRuns.class).awaitPublicationLock(run);
        PriceBar bar = new PriceBar(LocalDate.of(2026, 6, 12), 1.1, 1.2, 1.0, 1.15, OptionalLong.of(100));
        bean(PriceIntake.class)
                .store(run, List.of(PriceOutcome.answered(run.requests().get(0), "USD", List.of(bar))));
        Publications publications = bean(Publications.class);
        PendingPublication publication = publications.prepare(run);
        publication.variants().forEach(variant -> publications.export(publication, variant));
        publications.complete(publication);
        bean(PriceRuns.class).finish(run, true, null);
    }
}
