package cotinga.api;

import cotinga.contract.Contract;
import cotinga.contract.Operation;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads requests for a run. */
public final class RunRequests {
    private final Operation operation;
    private final boolean pricesEnabled;

    /** @param pricesEnabled whether prices are switched on */
    public RunRequests(Contract contract, boolean pricesEnabled) {
        this.operation = contract.operation("POST", "/api/v1/admin/runs").orElseThrow();
        this.pricesEnabled = pricesEnabled;
    }

    /**
     * Reads a body: {@code kind}, and optionally {@code force}.
     *
     * @throws RequestException when it violates the contract
     */
    public RunRequest of(byte @Nullable [] body) {
        JsonObject json = JsonBody.fields(operation, body);
        return new RunRequest(RunKind.ofKey(json.getString("kind")), json.getBoolean("force", false));
    }

    /**
     * Requires that runs of this kind are possible.
     *
     * @throws RequestException when it is about prices and they are switched off
     */
    public void requirePossible(RunRequest run) {
        if (run.kind() == RunKind.PRICES && !pricesEnabled) {
            throw RequestException.conflict(
                    "Prices are switched off; set cotinga.prices.enabled to true and restart the service");
        }
    }
}
