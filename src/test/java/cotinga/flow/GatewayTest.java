package cotinga.flow;

import static cotinga.http.SignedTokens.claims;
import static cotinga.http.SignedTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.http.SignedTokens;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the gateway admits, over real HTTP. */
class GatewayTest {
    private static final String ADMIN = "/api/v1/admin/scheduler_status";
    private static final String READ = "/api/v1/cot/status";
    private static final String SECRET = "a secret of more than thirty-two bytes";

    @AutoClose
    private Flow flow;

    @BeforeEach
    void begin(@TempDir Path directory) {
        flow = new Flow(directory).set("cotinga.api.rate-limit.admin", "100");
    }

    /** A key as the setting has it. */
    private static String key(String name, String scope, String key) {
        return name + ":" + scope + ":" + Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(String scope) {
        return "Bearer " + signed(claims().claim("scope", scope).build(), SECRET);
    }

    @Test
    void withoutCredentialsAdminIsDisabledAndTheProblemNamesTheSetting() {
        try (RunningApplication service = flow.serve()) {
            HttpResponse<String> answer = service.ask("GET", ADMIN, "", "X-API-Key", "anything");

            assertProblem(answer, 403, "Admin API disabled");
            assertThat(problem(answer).get("detail").textValue())
                    .contains("cotinga.api.keys", "cotinga.api.jwt.secret", "docs/operations.md");
            assertThat(service.ask("GET", READ, "", "X-API-Key", "anything").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void acceptsKeysAndTokensOfTheScopeAdmin() {
        flow.set("cotinga.api.keys", key("ops", "admin", "k1") + ", " + key("notebook", "read", "k2"))
                .set("cotinga.api.jwt.secret", SECRET);
        try (RunningApplication service = flow.serve()) {
            assertThat(service.ask("GET", ADMIN, "", "X-API-Key", "k1").statusCode())
                    .isEqualTo(200);
            assertThat(service.ask("GET", ADMIN, "", "Authorization", bearer("read admin"))
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<String> without = service.ask("GET", ADMIN, "");
            assertProblem(without, 401, "Unauthorized");
            assertThat(without.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"cotinga\", ApiKey realm=\"cotinga\", header=\"X-API-Key\"");
            HttpResponse<String> wrong = service.ask("GET", ADMIN, "", "X-API-Key", "k3");
            assertProblem(wrong, 401, "Unauthorized");
            assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("error=\"invalid_token\"");
            assertProblem(service.ask("GET", ADMIN, "", "X-API-Key", "k1", "X-API-Key", "k1"), 401, "Unauthorized");
            assertProblem(service.ask("GET", ADMIN, "", "Authorization", "Basic azE6azE="), 401, "Unauthorized");
            assertProblem(service.ask("GET", ADMIN, "", "Authorization", "Bearer x"), 401, "Unauthorized");

            assertProblem(service.ask("GET", ADMIN, "", "X-API-Key", "k2"), 403, "Insufficient scope");
            HttpResponse<String> small = service.ask("GET", ADMIN, "", "Authorization", bearer("openid"));
            assertProblem(small, 403, "Insufficient scope");
            assertThat(problem(small).get("detail").textValue())
                    .isEqualTo("Found no known scope, expected 'admin'; use credentials that have it");

            assertThat(service.ask("GET", READ, "").statusCode())
                    .as("reads are open")
                    .isEqualTo(200);
            assertProblem(service.ask("GET", READ, "", "X-API-Key", "k3"), 401, "Unauthorized");
        }
    }

    @Test
    void readsCanRequireAKeyToo() {
        KeyPair keys = SignedTokens.rsaKeys(2048);
        flow.set("cotinga.api.keys", key("notebook", "read", "k2"))
                .set("cotinga.api.jwt.public-key", SignedTokens.pem(keys))
                .set("cotinga.api.reads-need-key", "true");
        try (RunningApplication service = flow.serve()) {
            assertProblem(service.ask("GET", READ, ""), 401, "Unauthorized");
            assertProblem(service.ask("GET", READ, "", "X-API-Key", "k1"), 401, "Unauthorized");
            assertThat(service.ask("GET", READ, "", "X-API-Key", "k2").statusCode())
                    .isEqualTo(200);
            String token = signed(claims().claim("scp", "admin").build(), keys);
            assertThat(service.ask("GET", READ, "", "Authorization", "bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/admin",
                "/api/v1/admin/",
                "/api/v1//admin/runs",
                "/api/v1/%61dmin/runs",
                "/api/v1/cot/../admin/runs",
                "/api/v1/cot/%2e%2e/admin/runs",
                "//api/v1/admin/runs"
            })
    void noSpellingOfThePathBypassesTheGateway(String path) {
        try (RunningApplication service = flow.serve()) {
            assertProblem(service.ask("GET", path, ""), 403, "Admin API disabled");
        }
    }

    @Test
    void everyResponseHasItsRequestId() {
        try (RunningApplication service = flow.serve()) {
            assertThat(service.ask("GET", READ, "", "X-Request-ID", "my-1.x_2")
                            .headers()
                            .firstValue("X-Request-ID"))
                    .contains("my-1.x_2");
            for (String sent : new String[] {"a b", "x".repeat(129), "<script>"}) {
                assertThat(service.ask("GET", READ, "", "X-Request-ID", sent)
                                .headers()
                                .firstValue("X-Request-ID")
                                .orElseThrow())
                        .matches("[0-9a-f-]{36}");
            }
            HttpResponse<String> rejected = service.ask("GET", "/api/v1/cot/groups/xx", "", "X-Request-ID", "my-2");
            assertThat(problem(rejected).get("request_id").textValue()).isEqualTo("my-2");
        }
    }

    @Test
    void returnsAProblemForAnUnknownPath() {
        flow.set("cotinga.api.keys", key("ops", "admin", "k1"));
        try (RunningApplication service = flow.serve()) {
            assertProblem(service.ask("GET", "/nothing", ""), 404, "Not found");
            assertProblem(service.ask("GET", "/api/v1/cot/nothing", ""), 404, "Not found");
            assertProblem(service.ask("GET", "/api/v1/admin/nothing", "", "X-API-Key", "k1"), 404, "Not found");
            HttpResponse<String> post = service.ask("POST", "/api/v1/cot/groups/legacy", "{}");
            assertProblem(post, 405, "Method not allowed");
            assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
            assertProblem(service.ask("GET", READ, "", "Accept", "text/html"), 406, "Not acceptable");
        }
    }

    @Test
    void everyClientHasItsOwnLimits() {
        flow.set("cotinga.api.keys", key("ops", "admin", "k1") + "," + key("notebook", "read", "k2"))
                .set("cotinga.api.rate-limit.reads", "2")
                .set("cotinga.api.rate-limit.admin", "1");
        try (RunningApplication service = flow.serve()) {
            assertThat(service.ask("GET", READ, "").headers().firstValue("RateLimit-Remaining"))
                    .contains("1");
            assertThat(service.ask("GET", READ, "").statusCode()).isEqualTo(200);
            HttpResponse<String> tooMany = service.ask("GET", READ, "");
            assertProblem(tooMany, 429, "Too many requests");
            assertThat(tooMany.headers().firstValue("RateLimit-Limit")).contains("2");
            assertThat(tooMany.headers().firstValue("RateLimit-Policy")).contains("2;w=60");
            assertThat(tooMany.headers().firstValueAsLong("RateLimit-Reset").orElseThrow())
                    .isBetween(1L, 60L);
            assertThat(tooMany.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 30L);
            assertThat(service.ask("GET", READ, "", "X-API-Key", "k2").statusCode())
                    .as("another client")
                    .isEqualTo(200);

            assertThat(service.ask("GET", ADMIN, "", "X-API-Key", "k1").statusCode())
                    .isEqualTo(200);
            assertProblem(service.ask("GET", ADMIN, "", "X-API-Key", "k1"), 429, "Too many requests");
            assertProblem(service.ask("GET", ADMIN, "", "X-API-Key", "wrong"), 401, "Unauthorized");
            assertProblem(service.ask("GET", ADMIN, "", "X-API-Key", "guessed"), 429, "Too many requests");
        }
    }

    @Test
    void everyResponseHasTheSecurityHeaders() {
        try (RunningApplication service = flow.serve()) {
            for (String path : new String[] {READ, "/nothing", ADMIN}) {
                HttpHeaders headers = service.ask("GET", path, "").headers();
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
                assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                        .startsWith("default-src 'none'");
                assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            }
        }
    }

    @Test
    void pagesOfTheConfiguredOriginsMayReadResponses() {
        flow.set("cotinga.api.cors-origins", "https://charts.example, http://localhost:3000");
        try (RunningApplication service = flow.serve()) {
            HttpResponse<String> answer = service.ask("GET", READ, "", "Origin", "https://charts.example");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://charts.example");
            HttpResponse<String> first = service.ask(
                    "OPTIONS",
                    ADMIN,
                    "",
                    "Origin",
                    "https://charts.example",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "x-api-key");
            assertThat(first.statusCode()).isEqualTo(204);
            assertThat(first.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("x-api-key");
            assertThat(first.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElseThrow()
                            .split(","))
                    .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PUT", "DELETE");
            HttpResponse<String> other = service.ask("GET", READ, "", "Origin", "https://other.example");
            assertProblem(other, 403, "Origin not allowed");
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void namesTheOnlyOriginInVaryAndAcceptsPostsOfItsOwnPages() {
        flow.set("cotinga.api.cors-origins", "https://charts.example")
                .set("cotinga.api.keys", key("ops", "admin", "k1"));
        try (RunningApplication service = flow.serve()) {
            for (String origin : new String[] {"https://charts.example", "https://other.example"}) {
                assertThat(service.ask("GET", "/api/v1/cot/groups/tff", "", "Origin", origin)
                                .headers()
                                .allValues("Vary"))
                        .as(origin)
                        .allMatch(vary -> vary.toLowerCase(Locale.ROOT).startsWith("origin"))
                        .hasSize(1);
            }
            assertThat(service.ask("GET", "/api/v1/cot/groups/tff", "")
                            .headers()
                            .firstValue("Vary"))
                    .contains("origin, Accept, Accept-Encoding");

            String own = "http://localhost:" + service.port();
            String path = "/api/v1/admin/cache/invalidate";
            assertThat(service.ask("POST", path, "", "Origin", own, "X-API-Key", "k1")
                            .statusCode())
                    .isEqualTo(200);
            assertProblem(
                    service.ask("POST", path, "", "Origin", "http://localhost:1", "X-API-Key", "k1"),
                    403,
                    "Origin not allowed");
        }
    }

    @Test
    void anInternalFailureIsAProblemWithoutDetails() throws SQLException {
        try (RunningApplication service = flow.serve()) {
            service.database().unwrap(HikariDataSource.class).close();

            HttpResponse<String> answer = service.ask("GET", READ, "");

            assertProblem(answer, 500, "Internal error");
            assertThat(answer.body()).doesNotContain("Exception", "Hikari", "SELECT");
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = problem(answer);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("title").textValue()).isEqualTo(title);
        assertThat(problem.get("request_id").textValue())
                .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow());
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        return Flow.json(answer.body());
    }
}
