package cotinga.http;

import cotinga.api.RequestException;
import cotinga.base.Sha256;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys and the tokens that are accepted.
 *
 * @param readsNeedKey whether reads require credentials too
 */
public record Credentials(List<ApiKey> keys, Optional<Tokens> tokens, boolean readsNeedKey) {
    /** In lower case: Vert.x would convert it by the rules of the machine's language. */
    static final String KEY_HEADER = "x-api-key";

    static final String TOKEN_HEADER = "authorization";
    private static final String BEARER = "bearer ";
    private static final String REMEDY = "send a key as X-API-Key or a token as Authorization: Bearer";

    public Credentials {
        keys = List.copyOf(keys);
    }

    /** Whether any credentials are configured. */
    boolean exist() {
        return !keys.isEmpty() || tokens.isPresent();
    }

    /** Whether the request has credentials of a kind that is configured. */
    boolean areIn(HttpServerRequest request) {
        return (!keys.isEmpty() && request.headers().contains(KEY_HEADER))
                || (tokens.isPresent() && bearer(request).isPresent());
    }

    /** The client whose credentials the request has; empty when they are missing or wrong. */
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
     * Requires a scope.
     *
     * @throws RequestException when the client does not have it
     */
    void require(Scope scope, Client client) {
        if (client.may(scope)) {
            return;
        }
        if (client.known()) {
            throw RequestException.of(
                    403,
                    "Insufficient scope",
                    "Found "
                            + client.scope()
                                    .map(own -> "the scope '" + own.key() + "'")
                                    .orElse("no known scope") + ", expected '" + scope.key()
                            + "'; use credentials that have it");
        }
        throw unauthorized("Found no credentials with the scope '" + scope.key() + "'; " + REMEDY, "");
    }

    /** 401: the credentials are wrong. */
    RequestException wrong() {
        return unauthorized(
                "The key or token is unknown, expired or issued for another service; " + REMEDY, "invalid_token");
    }

    /** 403: no credentials are configured. */
    static RequestException adminIsOff() {
        return RequestException.of(
                403,
                "Admin API disabled",
                "No credentials are configured, so the admin API rejects every request. Set cotinga.api.keys (name:admin:sha256"
                        + " of a key), cotinga.api.jwt.secret or .public-key and restart; see docs/operations.md.");
    }

    private RequestException unauthorized(String detail, String error) {
        return RequestException.of(401, "Unauthorized", detail, Map.of("WWW-Authenticate", challenge(error)));
    }

    /** The credentials that the service accepts. */
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

    /** The key with this digest; every key is compared, so that the time reveals nothing. */
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
