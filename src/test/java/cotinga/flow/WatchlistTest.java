package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.settings.SettingException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three years of the euro, whose leveraged funds are at a high in the newest week, and of the yen, whose leveraged funds are not. The next
 * weeks are in the weekly file.
 */
@Timeout(120)
class WatchlistTest {
    private static final String EURO = "099741";
    private static final String YEN = "097741";
    private static final int WEEKS = 160;
    private static final LocalDate LAST = LocalDate.parse("2026-06-09");
    private static final int NEUTRAL = 10_000;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(TFF_FO, LEGACY_FO)
                .years(2023, 2026)
                .watchlists(
                        "highs,*,primary,fo,index_156_g3>=90 and weeks_behind=0,Leveraged funds at a high",
                        "highs,currencies,tff,fo,flip_g3=short,",
                        "legacy,097741,legacy,fo,g1_net>100,");
        for (int year = 2023; year <= 2026; year++) {
            int of = year;
            flow.release(
                    Archive.yearly(TFF_FO, year),
                    IntStream.range(0, WEEKS)
                            .filter(week -> date(week).getYear() == of)
                            .boxed()
                            .flatMap(week -> Stream.of(
                                    week(EURO, date(week), week == WEEKS - 1 ? 200 : 1 + week % 5),
                                    week(YEN, date(week), 1 + (week + 2) % 5)))
                            .toArray());
        }
        flow.release(
                Archive.yearly(LEGACY_FO, 2026),
                CftcFiles.week(LEGACY_FO, YEN, LAST.toString(), 100_000)
                        .with("Noncommercial Positions-Long (All)", "1000")
                        .with("Noncommercial Positions-Short (All)", "100"));
    }

    private static LocalDate date(int week) {
        return LAST.minusWeeks((long) WEEKS - 1 - week);
    }

    private static ReportText.Line week(String code, LocalDate date, int net) {
        return CftcFiles.week(TFF_FO, code, date.toString(), 100_000)
                .with("Lev_Money_Positions_Long_All", String.valueOf(NEUTRAL + net))
                .with("Lev_Money_Positions_Short_All", String.valueOf(NEUTRAL));
    }

    @Test
    void createsOneAlertWhenAConditionBecomesTrueAndAnotherWhenItDoesAgain() {
        MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
        RunningApplication service = flow.serve(clock);
        service.refreshReports();

        JsonNode page = alerts(service, "");
        assertThat(page.get("total").intValue()).isEqualTo(2);
        JsonNode euro = page.at("/items/0");
        assertThat(euro.get("watchlist").textValue()).isEqualTo("highs");
        assertThat(euro.get("label").textValue()).isEqualTo("Leveraged funds at a high");
        assertThat(euro.get("code").textValue()).isEqualTo(EURO);
        assertThat(euro.get("report_type").textValue()).isEqualTo("tff");
        assertThat(euro.get("date").textValue()).isEqualTo("2026-06-09");
        assertThat(euro.get("condition").textValue()).isEqualTo("index_156_g3>=90 and weeks_behind=0");
        assertThat(euro.get("values")).isEqualTo(Flow.json("{\"index_156_g3\": 100.0, \"weeks_behind\": 0}"));
        assertThat(euro.get("text").textValue()).isEqualTo("index_156_g3=100.0, weeks_behind=0");
        assertThat(euro.get("data_version").intValue()).isEqualTo(1);
        JsonNode yen = page.at("/items/1");
        assertThat(yen.get("watchlist").textValue()).isEqualTo("legacy");
        assertThat(yen.get("values")).isEqualTo(Flow.json("{\"g1_net\": 900}"));

        publish(service, clock, "2026-06-16", 201);
        assertThat(alerts(service, "").get("total").intValue())
                .as("it is still true")
                .isEqualTo(2);
        publish(service, clock, "2026-06-23", 1);
        assertThat(alerts(service, "").get("total").intValue())
                .as("it is false")
                .isEqualTo(2);
        publish(service, clock, "2026-06-30", 202);
        assertThat(alerts(service, "?since_id=2").at("/items/0/date").textValue())
                .isEqualTo("2026-06-30");
    }

    @Test
    void repeatsNoAlertAfterARestartOrAnotherPublicationOfTheSameWeek() {
        MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
        RunningApplication earlier = flow.serve(clock);
        earlier.refreshReports();
        earlier.close();
        RunningApplication service = flow.serve(clock);

        publish(service, clock, "2026-06-09", 1);
        publish(service, clock, "2026-06-09", 205);

        assertThat(alerts(service, "").get("total").intValue()).isEqualTo(2);
        assertThat(service.get("/status").body()).contains("\"data_version\":3");
    }

    @Test
    void listsAlertsByTimeMarketAndWatchlistAlsoAsATable() {
        RunningApplication service = flow.servePublished();

        assertThat(alerts(service, "?watchlist=legacy").at("/items").findValuesAsText("code"))
                .containsExactly(YEN);
        assertThat(alerts(service, "?code=" + EURO).at("/items").findValuesAsText("watchlist"))
                .containsExactly("highs");
        assertThat(alerts(service, "?since=2026-06-15").get("total").intValue()).isEqualTo(2);
        assertThat(alerts(service, "?since=2026-06-16").get("total").intValue()).isZero();
        assertThat(alerts(service, "?limit=1&offset=1").at("/items").findValuesAsText("id"))
                .containsExactly("2");
        HttpResponse<String> table = service.get("/alerts?format=csv&code=" + EURO);
        assertThat(table.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(table.body().lines())
                .containsExactly(
                        "id,created_at,data_version,watchlist,label,code,name,report_type,subtype,date,condition,text",
                        "1,2026-06-15T12:00:00Z,1,highs,Leveraged funds at a high,099741,MARKET 099741 - CHICAGO BOARD OF TRADE,"
                                + "tff,fo,2026-06-09,index_156_g3>=90 and weeks_behind=0,\"index_156_g3=100.0, weeks_behind=0\"");
    }

    @Test
    void sendsAlertsToListenersAfterThePublicationAndThoseThatTheyMissed() {
        RunningApplication service = flow.serve();
        Iterator<String> lines = service.listen("/api/v1/cot/events").body().iterator();

        service.refreshReports();

        assertThat(event(lines)).isEqualTo("id: 1.0 event: publication");
        assertThat(event(lines)).isEqualTo("id: 1.1 event: alert");
        assertThat(event(lines)).isEqualTo("id: 1.2 event: alert");
        Iterator<String> again = service.listen("/api/v1/cot/events", "Last-Event-ID", "1.1")
                .body()
                .iterator();
        assertThat(event(again)).isEqualTo("id: 1.2 event: alert");
        Iterator<String> first = service.listen("/api/v1/cot/events").body().iterator();
        assertThat(event(first)).as("earlier alerts are history").isEqualTo("id: 1.2 event: publication");
    }

    @Test
    void sendsOneMessageToEachEndpointUnlessSwitchedOff() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String address = "http://localhost:" + receiver.getAddress().getPort();
            flow.set("cotinga.alerts.endpoints", "webhook:" + address + "/hook slack:" + address + "/slack");
            flow.servePublished();

            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 2);
            JsonNode hook = Flow.json(body(received, "/hook "));
            assertThat(hook.get("type").textValue()).isEqualTo("alert.watchlist");
            assertThat(hook.at("/data/alerts").findValuesAsText("code")).containsExactly(EURO, YEN);
            assertThat(hook.at("/data/alerts/0/values/index_156_g3").doubleValue())
                    .isEqualTo(100.0);
            assertThat(Flow.json(body(received, "/slack ")).get("text").textValue())
                    .isEqualTo(
                            "Cotinga: Watchlist\n- highs: Leveraged funds at a high: MARKET 099741 - CHICAGO BOARD OF TRADE (099741,"
                                    + " tff/fo, 2026-06-09): index_156_g3&gt;=90 and weeks_behind=0 with index_156_g3=100.0, weeks_behind=0"
                                    + "\n- legacy: MARKET 097741 - CHICAGO BOARD OF TRADE (097741, legacy/fo, 2026-06-09): g1_net&gt;100 with g1_net=900");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void doesNotStartWithAnInvalidFile() {
        flow.watchlists("highs,*,primary,fo,index_156_g9>=90,");

        assertThatThrownBy(flow::serve)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("cotinga.watchlists.file")
                .hasMessageContaining("index_156_g9")
                .hasMessageContaining("line 2");
    }

    private static String body(Queue<String> received, String begin) {
        return received.stream()
                .filter(request -> request.startsWith(begin))
                .findFirst()
                .orElseThrow()
                .substring(begin.length());
    }

    private static String event(Iterator<String> lines) {
        String head = lines.next() + " " + lines.next();
        assertThat(lines.next()).startsWith("data: {");
        assertThat(lines.next()).isEmpty();
        return head;
    }

    private void publish(RunningApplication service, MovableClock clock, String reportDate, int net) {
        clock.goToNewYork(LocalDate.parse(reportDate).plusDays(6) + "T08:00");
        flow.release(Archive.weekly(TFF_FO), week(EURO, LocalDate.parse(reportDate), net));
        assertThat(service.refreshReports().published()).isTrue();
    }

    private static JsonNode alerts(RunningApplication service, String query) {
        HttpResponse<String> answer = service.get("/alerts" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }
}
