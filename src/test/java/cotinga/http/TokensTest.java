package cotinga.http;

import static cotinga.http.SignedTokens.claims;
import static cotinga.http.SignedTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "a secret of more than thirty-two bytes";

    private final Tokens ofSecret = Tokens.ofSecret(SECRET, Optional.of("issuer"), Optional.of("cotinga"));

    private static JWTClaimsSet.Builder good() {
        return claims().issuer("issuer").audience(List.of("other", "cotinga"));
    }

    @Test
    void returnsTheOwnerOfATokenAndItsLargestScope() {
        assertThat(verified(good().claim("scope", "openid read admin")))
                .contains(new Tokens.Verified("alice", Optional.of(Scope.ADMIN)));
        assertThat(verified(good().claim("scopes", List.of("read", "write"))))
                .contains(new Tokens.Verified("alice", Optional.of(Scope.READ)));
        assertThat(verified(good().claim("scp", List.of("admin")).subject(null)))
                .contains(new Tokens.Verified("without a subject", Optional.of(Scope.ADMIN)));
        assertThat(verified(good().claim("scope", "administrator")))
                .contains(new Tokens.Verified("alice", Optional.empty()));
        assertThat(verified(good().claim("scope", 7))).contains(new Tokens.Verified("alice", Optional.empty()));
    }

    @Test
    void rejectsExpiredTokensAndTokensThatNeverExpire() {
        Date past = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
        assertThat(verified(good().expirationTime(past))).isEmpty();
        assertThat(verified(good().expirationTime(null))).isEmpty();
        assertThat(verified(good().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":null",
                "\"exp\":\"4102444800\"",
                "\"exp\":true",
                "\"exp\":[4102444800]",
                "\"exp\":{}",
                "\"exp\":4102444800,\"nbf\":null",
                "\"exp\":4102444800,\"nbf\":\"0\"",
                "\"exp\":4102444800,\"iat\":null",
                "\"exp\":4102444800,\"iat\":\"yesterday\"",
                "\"exp\":4102444800,\"sub\":7",
                "\"exp\":4102444800,\"sub\":null",
            })
    void rejectsRegisteredClaimsOfOtherTypes(String claims) {
        assertThat(verifiedText("{\"iss\":\"issuer\",\"aud\":\"cotinga\",\"scope\":\"admin\"," + claims + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":null,\"aud\":\"cotinga\"",
                "\"iss\":[\"issuer\"],\"aud\":\"cotinga\"",
                "\"iss\":\"issuer\",\"aud\":null",
                "\"iss\":\"issuer\",\"aud\":{\"cotinga\":true}",
                "\"iss\":\"issuer\",\"aud\":[\"cotinga\",7]",
            })
    void rejectsIssuersAndAudiencesOfOtherTypes(String claims) {
        assertThat(verifiedText("{\"exp\":4102444800," + claims + "}")).isEmpty();
    }

    @Test
    void acceptsNumbersWithFractionsAsTimes() {
        assertThat(
                        verifiedText(
                                "{\"iss\":\"issuer\",\"aud\":[\"cotinga\"],\"exp\":4102444800.5,\"nbf\":1.5,\"iat\":1,\"sub\":\"bob\"}"))
                .contains(new Tokens.Verified("bob", Optional.empty()));
    }

    @Test
    void rejectsAnotherIssuerAndAnotherAudience() {
        assertThat(verified(good().issuer("someone"))).isEmpty();
        assertThat(verified(good().issuer(null))).isEmpty();
        assertThat(verified(good().audience("other"))).isEmpty();
        assertThat(verified(good().audience((String) null))).isEmpty();
    }

    @Test
    void rejectsTokensNotSignedByTheTrustedKey() {
        assertThat(ofSecret.verify(signed(good().build(), SECRET + "!"))).isEmpty();
        assertThat(ofSecret.verify(new PlainJWT(good().build()).serialize())).isEmpty();
        assertThat(ofSecret.verify("a.b.c")).isEmpty();
        assertThat(ofSecret.verify("")).isEmpty();
    }

    @Test
    void trustsOneAlgorithmOnly() {
        KeyPair keys = SignedTokens.rsaKeys(2048);
        String pem = SignedTokens.pem(keys);
        Tokens ofPublicKey = Tokens.ofPublicKey(pem, Optional.empty(), Optional.empty());

        assertThat(ofPublicKey.verify(signed(claims().build(), keys))).isPresent();
        assertThat(ofPublicKey.verify(signed(claims().build(), SignedTokens.rsaKeys(2048))))
                .isEmpty();
        assertThat(ofPublicKey.verify(signed(claims().build(), pem)))
                .as("signed with the public key as if it were a secret")
                .isEmpty();
        assertThat(ofSecret.verify(signed(good().build(), keys))).isEmpty();
    }

    @Test
    void rejectsWeakAndUnreadableKeysWithoutShowingThem() {
        assertThatThrownBy(() -> Tokens.ofSecret("short", Optional.empty(), Optional.empty()))
                .hasMessage("it has 5 bytes");
        assertThatThrownBy(
                        () -> Tokens.ofPublicKey("-----BEGIN PUBLIC KEY-----xyz", Optional.empty(), Optional.empty()))
                .hasMessage("it is not an RSA public key");
        assertThatThrownBy(() -> Tokens.ofPublicKey(
                        SignedTokens.pem(SignedTokens.rsaKeys(1024)), Optional.empty(), Optional.empty()))
                .hasMessage("it has 1024 bits");
    }

    private Optional<Tokens.Verified> verifiedText(String claims) {
        return ofSecret.verify(SignedTokens.signedText(claims, SECRET));
    }

    private Optional<Tokens.Verified> verified(JWTClaimsSet.Builder claims) {
        return ofSecret.verify(signed(claims.build(), SECRET));
    }
}
