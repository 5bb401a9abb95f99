package cotinga.api;

import cotinga.contract.Contract;
import cotinga.contract.Operation;
import cotinga.store.alerts.WatchlistRow;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads requests for the content of a watchlist. */
public final class WatchlistRequests {
    private final Operation operation;

    public WatchlistRequests(Contract contract) {
        this.operation =
                contract.operation("PUT", "/api/v1/admin/watchlists/name").orElseThrow();
    }

    /**
     * Reads a body: {@code entries}.
     *
     * @throws RequestException when it violates the contract
     */
    public WatchlistRequest of(byte @Nullable [] body) {
        return new WatchlistRequest(JsonBody.fields(operation, body).getJsonArray("entries").stream()
                .map(entry -> row((JsonObject) entry))
                .toList());
    }

    private static WatchlistRow row(JsonObject entry) {
        return new WatchlistRow(
                entry.getString("markets"),
                entry.getString("report_type", "primary"),
                entry.getString("subtype", "fo"),
                entry.getString("condition"),
                entry.getString("label", ""));
    }
}
