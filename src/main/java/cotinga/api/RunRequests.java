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
    private final Instances instances;

    /** @param pricesEnabled whether prices are switched on */
    public RunRequests(Contract contract, boolean pricesEnabled, Instances instances) {
        this.instances = instances;
        this.operation = contract.operation("POST", "/api/v1/admin/runs").orElseThrow();
        this.pricesEnabled = pricesEnabled;
    }

    /**
     * Reads a body: {@code kind}, and optionally {@code force}.
     *
     * @throws RequestException when it violates the contract, or when it requests prices and they are switched off, or when
     *     this instance does not lead
     */
    public RunRequest of(byte @Nullable [] body) {
        JsonObject json = JsonBody.fields(operation, body);
        RunKind kind = RunKind.ofKey(json.getString("kind"));
        if (kind == RunKind.PRICES && !pricesEnabled) {
            throw RequestException.conflict(
                    "Prices are switched off; set cotinga.prices.enabled to true and restart the service");
        }
        instances.requireLeading();
        return new RunRequest(kind, json.getBoolean("force", false));
    }
}
