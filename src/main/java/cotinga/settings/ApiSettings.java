package cotinga.settings;

import cotinga.http.ApiKey;
import cotinga.http.Credentials;
import cotinga.http.Origins;
import cotinga.http.RateLimits;
import cotinga.http.Tokens;
import cotinga.sharedcache.RedisAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may use the API and how often, and how long its responses are cached.
 *
 * @param maxListeners how many readers may listen for events at the same time
 */
public record ApiSettings(
        Credentials credentials, RateLimits rateLimits, int maxListeners, Optional<Origins> corsOrigins, Cache cache) {
    /**
     * The caches of responses.
     *
     * @param maxWeight their total size in bytes
     * @param ttl how long each caches a response
     * @param shared where instances share responses; empty if they do not
     */
    public record Cache(long maxWeight, Map<String, Duration> ttl, Optional<RedisAddress> shared) {}

    static ApiSettings read(SettingReader reader) {
        return new ApiSettings(
                credentials(reader),
                new RateLimits(
                        reader.wholeNumber("cotinga.api.rate-limit.reads", 0, 1_000_000),
                        reader.wholeNumber("cotinga.api.rate-limit.admin", 0, 1_000_000)),
                reader.wholeNumber("cotinga.api.events.max-listeners", 1, 10_000),
                reader.optional("cotinga.api.cors-origins", Origins.FORM, Origins::of),
                new Cache(
                        Math.min(reader.bytes("cotinga.cache.max-weight"), quarterOfHeap()),
                        ttl(reader),
                        reader.secret("cotinga.cache.shared", RedisAddress.FORM, RedisAddress::of)));
    }

    private static long quarterOfHeap() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    private static Credentials credentials(SettingReader reader) {
        List<ApiKey> keys =
                reader.secret("cotinga.api.keys", ApiKey.FORM, ApiKey::list).orElse(List.of());
        Optional<Tokens> tokens = tokens(reader);
        boolean readsNeedKey = reader.flag("cotinga.api.reads-need-key");
        if (readsNeedKey && keys.isEmpty() && tokens.isEmpty()) {
            reader.reject(
                    "cotinga.api.reads-need-key",
                    "true",
                    "false as long as none of cotinga.api.keys, cotinga.api.jwt.secret and .public-key is set");
        }
        return new Credentials(keys, tokens, readsNeedKey);
    }

    private static Optional<Tokens> tokens(SettingReader reader) {
        Optional<String> issuer = reader.text("cotinga.api.jwt.issuer");
        Optional<String> audience = reader.text("cotinga.api.jwt.audience");
        Optional<Tokens> ofSecret = reader.secret(
                "cotinga.api.jwt.secret", "at least 32 bytes", secret -> Tokens.ofSecret(secret, issuer, audience));
        Optional<Tokens> ofPublicKey = reader.secret(
                "cotinga.api.jwt.public-key",
                "an RSA public key of at least 2048 bits as PEM, or the path of a PEM file",
                key -> Tokens.ofPublicKey(isPem(key) ? key : reader.fileContent(key), issuer, audience));
        if (ofSecret.isPresent() && ofPublicKey.isPresent()) {
            reader.reject("cotinga.api.jwt.public-key", "set", "no value as long as cotinga.api.jwt.secret is set");
        }
        return ofSecret.or(() -> ofPublicKey);
    }

    private static boolean isPem(String text) {
        return text.startsWith("-----BEGIN ");
    }

    private static Map<String, Duration> ttl(SettingReader reader) {
        return Stream.of(
                        "markets",
                        "market",
                        "analytics",
                        "seasonality",
                        "event-study",
                        "event-studies",
                        "screener",
                        "highlights",
                        "overview",
                        "dashboard",
                        "revisions")
                .collect(Collectors.toMap(
                        name -> name, name -> reader.duration("cotinga.cache." + name + ".ttl", "1s", "365d")));
    }
}
