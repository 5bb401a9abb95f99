package cotinga.api;

import cotinga.payload.Tables;
import cotinga.store.alerts.AlertQuery;
import cotinga.store.alerts.AlertStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The alerts of watchlists. They are not cached, because they follow a publication that is already complete. */
public final class AlertPages {
    private static final int MOST = 1_000;
    private static final String SINCE_ID = "since_id";
    private static final String WATCHLIST = "watchlist";
    private static final List<String> COLUMNS = List.of(
            "id",
            "created_at",
            "data_version",
            WATCHLIST,
            "label",
            Parameters.CODE,
            "name",
            Parameters.REPORT_TYPE,
            Parameters.SUBTYPE,
            "date",
            "condition",
            "text");

    private final AlertStore store;
    private final Tables tables = new Tables();

    public AlertPages(AlertStore store) {
        this.store = store;
    }

    /** A page of alerts, the earliest first: all, those since a time, or those after the last one of the client, which misses none. */
    public Answer page(Request request) {
        AlertQuery query = new AlertQuery(
                Parameters.since(request).orElse(Instant.EPOCH),
                Parameters.wholeNumber(request, SINCE_ID, 0),
                Optional.ofNullable(request.parameter(WATCHLIST)),
                Optional.ofNullable(request.parameter(Parameters.CODE)),
                Parameters.wholeNumber(request, Parameters.LIMIT, MOST),
                Parameters.offset(request));
        AlertStore.Page page = store.page(query);
        AlertPage answer = new AlertPage(
                page.alerts().stream().map(AlertAnswer::of).toList(), page.total(), query.limit(), query.offset());
        return Answer.of(
                ResponseJson.text(answer).getBytes(StandardCharsets.UTF_8),
                Format.of(request),
                "alerts",
                (json, table) -> tables.rows(json, COLUMNS, table));
    }
}
