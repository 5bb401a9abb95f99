package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.alert.Alert;
import cotinga.api.ReaderEvents;
import cotinga.flow.LogWatch;
import cotinga.monitor.Monitor;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.upkeep.HeapSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("evaluate-watchlists")
@WithSettings("cotinga.watchlists.file=watchlists.csv")
class EvaluateWatchlistsTest extends RouteTestSupport {
    private static final ReaderEvents.Position NOTHING = new ReaderEvents.Position(0, 0);

    @Override
    protected void setupResources() throws IOException {
        Files.writeString(
                directory.resolve("watchlists.csv"),
                "watchlist,markets,report_type,subtype,condition,label\nall,*,tff,fo,open_interest>0,\n");
        super.setupResources();
    }

    @Test
    void announcesNewAlertsToReadersAndSendsThem() throws Exception {
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("evaluate-watchlists").getException()).isNull();

        assertThat(bean(ReaderEvents.class).hasNews(NOTHING)).isTrue();
        assertThat(bean(ReaderEvents.class).after(NOTHING))
                .extracting(ReaderEvents.Event::type)
                .containsExactly("alert");
        List<?> messages = received("send-alerts").get(0).getMessage().getBody(List.class);
        assertThat(messages).singleElement().satisfies(message -> assertThat(((Alert) message).markets())
                .hasSize(1));
    }

    @Test
    @WithSettings("cotinga.alerts.watchlists=false")
    void sendsNoMessageIfThatIsSwitchedOff() throws Exception {
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("evaluate-watchlists").getException()).isNull();

        assertThat(bean(ReaderEvents.class).hasNews(NOTHING)).isTrue();
        List<?> messages = received("send-alerts").get(0).getMessage().getBody(List.class);
        assertThat(messages).isEmpty();
    }

    @Test
    @WithSettings("cotinga.background.max-heap=0%")
    void evaluatesNothingWhileMemoryIsShort() throws Exception {
        publishWeek("099741", "2026-06-09");
        HeapSpace.collect();
        bean(Monitor.class).observe();

        assertThat(callWith("evaluate-watchlists").getException()).isNull();

        assertThat(bean(ReaderEvents.class).hasNews(NOTHING)).isFalse();
        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void logsAFailureWithoutPassingItOn() {
        bean(HikariDataSource.class).close();
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("evaluate-watchlists").getException()).isNull();
        log.end();

        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("The watchlists cannot be evaluated, which is tried again after the next publication: ");
    }
}
