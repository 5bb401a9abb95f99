package cotinga.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = new Redaction(
            List.of(
                    "correct horse",
                    "correct horse battery",
                    "abc",
                    "slack:https://hooks.example/x http://me:pass-of-proxy@p:3128"),
            Map.of("/var/lib/cotinga", "[work]", "/var/lib/cotinga/data", "[data]", "/", "[root]"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    cannot log in with correct horse battery | cannot log in with ***
                    POST https://hooks.example/x failed | POST *** failed
                    the proxy rejects pass-of-proxy | the proxy rejects ***
                    found abc, a text too short to be removed | found abc, a text too short to be removed
                    /var/lib/cotinga/data/incoming/x.zip: no space | [data]/incoming/x.zip: no space
                    /var/lib/cotinga/prices/GC.csv is missing | [work]/prices/GC.csv is missing
                    http://user:pass@proxy.example:3128/x failed | http://***@proxy.example:3128/x failed
                    invoking https://ops.example/x?token=1234&of=ops with status 401 | invoking https://ops.example/x?*** with status 401
                    jdbc:h2:tcp://localhost/x;PASSWORD=hunter2;MODE=x | jdbc:h2:tcp://localhost/x;PASSWORD=***;MODE=x
                    found X-API-Key: 8d1f-22 in the request | found X-API-Key: *** in the request
                    found Authorization: Bearer abcdef | found Authorization: ***
                    found {"access_token": "1234"} | found {"access_token": "***"}
                    found bearer abcdef here | found bearer *** here
                    token eyJhbGciOi.eyJzdWIi.c2lnbmF0 is wrong | token *** is wrong
                    key whsec_MfKQ9r8GKYqrTwjU is wrong | key *** is wrong
                    /bot123456:AAE-x_1/sendMessage failed | /bot***/sendMessage failed
                    connect to 192.168.7.12:8080 failed | connect to ***:8080 failed
                    connect to [fe80::1ff:fe23:4567:890a]:8080 failed | connect to [***]:8080 failed
                    connect to 2001:db8:0:0:0:0:0:1 failed | connect to *** failed
                    """)
    void removesWhatMustNotLeaveTheMachine(String text, String expected) {
        assertThat(redaction.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "legacy/fo 2026: found 12 malformed lines, expected at most 10",
                "Report run 7 is aborted at 2026-06-15T12:30:45.123Z",
                "cotinga.routes.publish: NullPointerException in java.base/java.util.Objects",
                "https://www.cftc.gov/files/dea/history/deacot2026.zip returned 503 after 3.5 s",
                "The token is too old",
            })
    void keepsEverythingElse(String text) {
        assertThat(redaction.of(text)).isEqualTo(text);
    }

    @Test
    void cutsALongText() {
        assertThat(redaction.of("a-".repeat(100_000))).hasSize(8_193).endsWith("…");
    }
}
