package cotinga.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Validates bearer tokens (JWT, RFC 7519). A valid token is signed with the configured key and algorithm, has an expiry that has not
 * passed (with a tolerance of a minute), and has the configured audience and issuer if there are any.
 */
public final class Tokens {
    /** The claims with scopes: a text with spaces, or a list. */
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scopes", "scp");

    private static final int LEAST_RSA_BITS = 2_048;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private Tokens(JWSAlgorithm algorithm, Key key, Optional<String> issuer, Optional<String> audience) {
        JWTClaimsSet.Builder expected = new JWTClaimsSet.Builder();
        issuer.ifPresent(expected::issuer);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new SingleKeyJWSKeySelector<>(algorithm, key));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(audience.orElse(null), expected.build(), Set.of("exp")));
    }

    /**
     * Accepts tokens that are signed with HS256.
     *
     * @throws IllegalArgumentException when the secret is too short; the message does not show it
     */
    public static Tokens ofSecret(String secret, Optional<String> issuer, Optional<String> audience) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        try {
            new MACVerifier(bytes);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes", e);
        }
        return new Tokens(JWSAlgorithm.HS256, new SecretKeySpec(bytes, "HmacSHA256"), issuer, audience);
    }

    /**
     * Accepts tokens that are signed with RS256.
     *
     * @param pem an RSA public key as {@code -----BEGIN PUBLIC KEY-----…}
     * @throws IllegalArgumentException when it is not an RSA public key or is too short
     */
    public static Tokens ofPublicKey(String pem, Optional<String> issuer, Optional<String> audience) {
        return new Tokens(JWSAlgorithm.RS256, publicKey(pem), issuer, audience);
    }

    /** A valid token: its subject, and the largest of the known scopes that it has. */
    record Verified(String subject, Optional<Scope> scope) {}

    /** Validates a token; empty when it is not valid. */
    Optional<Verified> verify(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (!haveTheirTypes(signed.getPayload().toJSONObject())) {
                return Optional.empty();
            }
            JWTClaimsSet claims = processor.process(signed, null);
            String subject = claims.getSubject();
            return Optional.of(new Verified(subject == null ? "without a subject" : subject, scope(claims)));
        } catch (ParseException | BadJOSEException | JOSEException invalid) {
            return Optional.empty();
        }
    }

    /** Whether the registered claims have the types of RFC 7519, 4.1: the library ignores a null or a text instead of a number. */
    private static boolean haveTheirTypes(@Nullable Map<String, Object> claims) {
        return claims != null
                && claims.get("exp") instanceof Number
                && isAbsentOr(claims, "nbf", Number.class::isInstance)
                && isAbsentOr(claims, "iat", Number.class::isInstance)
                && isAbsentOr(claims, "iss", String.class::isInstance)
                && isAbsentOr(claims, "sub", String.class::isInstance)
                && isAbsentOr(claims, "aud", Tokens::isTextOrTexts);
    }

    private static boolean isAbsentOr(Map<String, Object> claims, String name, Predicate<@Nullable Object> type) {
        return !claims.containsKey(name) || type.test(claims.get(name));
    }

    private static boolean isTextOrTexts(@Nullable Object claim) {
        return claim instanceof String
                || (claim instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance));
    }

    private static Optional<Scope> scope(JWTClaimsSet claims) {
        List<String> found = new ArrayList<>();
        SCOPE_CLAIMS.forEach(name -> found.addAll(texts(claims.getClaim(name))));
        return found.stream().flatMap(text -> Scope.ofKey(text).stream()).max(Comparator.naturalOrder());
    }

    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof String text) {
            return List.of(text.split(" "));
        }
        if (claim instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return List.of();
    }

    private static RSAPublicKey publicKey(String pem) {
        RSAPublicKey key = decoded(pem);
        int bits = key.getModulus().bitLength();
        if (bits < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("it has " + bits + " bits");
        }
        return key;
    }

    private static RSAPublicKey decoded(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not an RSA public key", e);
        }
    }
}
