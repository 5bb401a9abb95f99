import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AdminApi;
import org.openapitools.client.api.DataApi;
import org.openapitools.client.api.MarketsApi;
import org.openapitools.client.api.ScreenerApi;
import org.openapitools.client.model.Dashboard;
import org.openapitools.client.model.Direction;
import org.openapitools.client.model.FieldChange;
import org.openapitools.client.model.Format;
import org.openapitools.client.model.MarketDetail;
import org.openapitools.client.model.PrimaryScreenerRow;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ReportType;
import org.openapitools.client.model.RunPage;
import org.openapitools.client.model.ScreenerRow;
import org.openapitools.client.model.Signal;
import org.openapitools.client.model.Status;
import org.openapitools.client.model.Subtype;
import org.openapitools.client.model.WatchlistEntryOrder;
import org.openapitools.client.model.WatchlistOrder;
import org.openapitools.client.model.Week;

/**
 * Requests everything through the generated client, and writes it as the client's classes hold it.
 * Arguments: the server's address, a key for operators, the file to write.
 */
public final class ClientProgram {
    private static final String EURO = "099741";

    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(request -> request.header("X-API-Key", args[1]));
        MarketsApi markets = new MarketsApi(client);
        ScreenerApi screener = new ScreenerApi(client);
        DataApi data = new DataApi(client);
        AdminApi admin = new AdminApi(client);

        MarketDetail market =
                markets.getMarket(ReportType.TFF, Subtype.FO, EURO, null, null, null, null, null, null);
        List<Week> someWeeks = markets.getMarket(
                        ReportType.TFF,
                        Subtype.FO,
                        EURO,
                        "2026-06-10",
                        LocalDate.parse("2026-06-01"),
                        null,
                        "g1_net",
                        Direction.ASC,
                        Format.JSON)
                .getWeeks();
        var page = screener.getScreener(
                ReportType.TFF, Subtype.FO, null, null, null, "open_interest", Direction.ASC, 10, 0, null, null, null, null);
        var primaryPage = screener.getScreenerV2(
                Subtype.FO, null, null, null, null, null, null, null, null, null, null, null);
        Dashboard dashboard = markets.getDashboard(EURO, null, null);
        Status status = data.getStatus();
        var revisions = data.listRevisions(null, null, null, null, null, null, null);
        RunPage runs = admin.listRuns(10, 0);
        WatchlistOrder watchlist = new WatchlistOrder()
                .addEntriesItem(new WatchlistEntryOrder().markets("*").condition("g1_net>0"));
        admin.putWatchlist("removed", watchlist);
        admin.deleteWatchlist("removed");
        admin.putWatchlist("own", watchlist);

        String measures = "bias,flip,extreme,last_time_here,concentration";
        var analytics = markets.getAnalytics(
                measures,
                ReportType.TFF,
                Subtype.FO,
                EURO,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("/api/v1/cot/markets/tff/fo/099741", market);
        answers.put("/api/v1/cot/markets/tff/fo/099741/prices", markets.getPrices(ReportType.TFF, Subtype.FO, EURO, null, null));
        answers.put("/api/v1/cot/markets/tff/fo", markets.listMarkets(ReportType.TFF, Subtype.FO));
        answers.put("/api/v1/cot/markets?search=euro", markets.searchMarkets("euro", null));
        answers.put("/api/v1/cot/groups/legacy", markets.getGroups(ReportType.LEGACY));
        answers.put("/api/v1/cot/screener/tff/fo?sort_by=open_interest&sort_dir=asc&limit=10", page);
        answers.put("/api/v1/cot/screener-v2", primaryPage);
        answers.put("/api/v1/cot/overview", screener.getOverview(null, null));
        answers.put("/api/v1/cot/dashboard/099741", dashboard);
        answers.put("/api/v1/cot/status", status);
        answers.put("/api/v1/cot/revisions", revisions);
        answers.put("/api/v1/cot/quality", data.getQuality());
        answers.put("/api/v1/admin/runs?limit=10", runs);
        answers.put("/api/v1/admin/runs/1", admin.getRun(1L));
        answers.put("/api/v1/admin/watchlists", admin.listWatchlists(null, null));
        answers.put("/api/v1/admin/scheduler_status", admin.getSchedulerStatus());
        answers.put("/api/v1/cot/markets/tff/fo/099741/analytics?measures=" + measures, analytics);

        Week newest = market.getWeeks().get(0);
        ScreenerRow row = page.getItems().get(0);
        PrimaryScreenerRow primaryRow = primaryPage.getItems().get(0);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("date", newest.getDate());
        values.put("g1_net", newest.getG1Net());
        values.put("g5_pct_net_oi", newest.getG5PctNetOi());
        values.put("cot_index_g1_1y", newest.getCotIndexG11y());
        values.put("crowded_g1", newest.getCrowdedG1().getSignal() == Signal.BUY);
        values.put("index_weeks_3m", newest.getIndexWeeks().get3m());
        values.put("max_5y_g2_net", market.getStats().getMax5y().getG2Net());
        values.put("close", market.getPrices().get(0).getClose());
        values.put("some_weeks", someWeeks.size());
        values.put("some_g1_net", someWeeks.get(0).getG1Net());
        values.put("some_g2_net", someWeeks.get(0).getG2Net());
        values.put("row_code", row.getCode());
        values.put("row_g3_long", row.getG3Long());
        values.put("row_cot_g1_1y", row.getCotG11y());
        values.put("primary_report", primaryRow.getPrimaryReport());
        values.put("dashboard_g1_spread", dashboard.getWeeks().get(0).getG1Spread());
        values.put("total_weeks", status.getData().getVariants().get("tff_fo").getTotalWeeks());
        values.put("price_source", status.getPriceUpdate().getSource());
        values.put("last_release_check", status.getScheduler().getLastReleaseCheck());
        values.put("run_finished", runs.getItems().get(0).getFinishedAt() != null);
        values.put("old_and_new", change(revisions.getItems().get(0).getChanges(), "open_interest"));
        values.put("renamed", change(revisions.getItems().get(0).getChanges(), "name"));
        values.put("hit_rate", admin.getCacheStats().getCaches().get("market").getHitRate() != null);
        values.put("invalidated", admin.invalidateCaches("no such key").getInvalidated());

        ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
        try {
            markets.getMarket(ReportType.TFF, Subtype.FO, "000000", null, null, null, null, null, null);
        } catch (ApiException e) {
            Problem problem = mapper.readValue(e.getResponseBody(), Problem.class);
            values.put("problem", List.of(e.getCode(), problem.getStatus(), problem.getTitle(), problem.getInstance()));
        }
        mapper.writeValue(Path.of(args[2]).toFile(), Map.of("answers", answers, "values", values));
    }

    private static List<Object> change(List<FieldChange> changes, String field) {
        FieldChange change =
                changes.stream().filter(each -> each.getField().equals(field)).findFirst().orElseThrow();
        return List.of(change.getOld(), change.getNew());
    }
}
