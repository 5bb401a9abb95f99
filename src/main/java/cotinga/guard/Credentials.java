package cotinga.guard;

import cotinga.report.Sha256;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what: the API keys and the tokens that are trusted.
 *
 * @param readsNeedKey whether reads need credentials too
 */
public record Credentials(List<ApiKey> keys, Optional<Tokens> tokens, boolean readsNeedKey) {
    /** Names of headers are in lower case: Vert.x would make it so by the rules of the machine's language. */
    static final String KEY_HEADER = "x-api-key";

    static final String TOKEN_HEADER = "authorization";
    private static final String BEARER = "bearer ";
    private static final String REMEDY = "send a key as X-API-Key or a token as Authorization: Bearer";

    public Credentials {
        keys = List.copyOf(keys);
    }

    /** Whether anybody can have credentials at all. */
    boolean exist() {
        return !keys.isEmpty() || tokens.isPresent();
    }

    /** Whether the request brings something that is to be checked. */
    boolean areIn(HttpServerRequest request) {
        return (!keys.isEmpty() && request.headers().contains(KEY_HEADER))
                || (tokens.isPresent() && bearer(request).isPresent());
    }

    /** Whose credentials the request brings; empty when they are wrong. */
    Optional<Client> ownerOf(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(KEY_HEADER);
        if (!sent.isEmpty()) {
            return sent.size() == 1 ? key(sent.get(0)).map(Client::ofKey) : Optional.empty();
        }
        return bearer(request)
                .flatMap(token -> tokens.flatMap(trusted -> trusted.verify(token)))
                .map(token -> Client.ofToken(token.subject(), token.scope()));
    }

    /**
     * Lets those pass who may.
     *
     * @throws RefusedException when the client's scope is too small, or when it has none
     */
    void require(Scope scope, Client client) throws RefusedException {
        if (client.may(scope)) {
            return;
        }
        if (client.known()) {
            throw new RefusedException(
                    403,
                    "Scope too small",
                    "Found "
                            + client.scope()
                                    .map(own -> "the scope '" + own.key() + "'")
                                    .orElse("no known scope") + ", expected '" + scope.key()
                            + "'; use credentials that have it",
                    Map.of());
        }
        throw unauthorized("Found no credentials of the scope '" + scope.key() + "'; " + REMEDY, "");
    }

    /** 401 for credentials that are wrong. */
    RefusedException wrong() {
        return unauthorized("The key or token is unknown, expired or not meant for here; " + REMEDY, "invalid_token");
    }

    /** 403 while nobody can have credentials. */
    static RefusedException adminIsOff() {
        return new RefusedException(
                403,
                "Admin is off",
                "No credentials are set, so nobody can be let in. Set cotinga.api.keys (name:admin:sha256 of a key) or"
                        + " cotinga.api.jwt.secret or .public-key, and start again; docs/operations.md tells how.",
                Map.of());
    }

    private RefusedException unauthorized(String detail, String error) {
        return new RefusedException(401, "Unauthorized", detail, Map.of("WWW-Authenticate", challenge(error)));
    }

    /** Which credentials are asked for. */
    private String challenge(String error) {
        List<String> schemes = new ArrayList<>();
        if (tokens.isPresent()) {
            schemes.add("Bearer realm=\"cotinga\"" + (error.isEmpty() ? "" : ", error=\"" + error + "\""));
        }
        if (!keys.isEmpty()) {
            schemes.add("ApiKey realm=\"cotinga\", header=\"X-API-Key\"");
        }
        return String.join(", ", schemes);
    }

    /** The key with this digest; every key is compared, so that the time tells nothing. */
    private Optional<ApiKey> key(String sent) {
        byte[] digest = Sha256.of(sent.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : keys) {
            if (MessageDigest.isEqual(digest, key.sha256().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(key);
            }
        }
        return found;
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.headers().get(TOKEN_HEADER))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
