package cotinga.sharedcache;

import static cotinga.sharedcache.CountedAnswers.PATIENT;
import static cotinga.sharedcache.CountedAnswers.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.deploy.Tool;
import cotinga.flow.LogWatch;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis server with TLS. Its certificate must be trusted by the JVM, and have the name of the host. */
@Tag("full")
class RedisOverTlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final int REQUESTS = 10;

    private final LogWatch log = new LogWatch(Level.INFO);

    @AutoClose
    private final Vertx vertx = Vertx.vertx();

    private RedisServer redis;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Tool.installed("openssl", "openssl")
                .run(
                        directory,
                        "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                                .split(" "));
        Tool.installed("keytool", "default-jdk-headless")
                .run(
                        directory,
                        "-importcert -noprompt -alias redis -file certificate.pem -keystore trusted.p12 -storetype PKCS12 -storepass changeit"
                                .split(" "));
        redis = new RedisServer(
                directory,
                "--port 0 --tls-cert-file certificate.pem --tls-key-file key.pem --tls-auth-clients no --tls-port $port"
                        .split(" "));
        System.setProperty(TRUST_STORE, directory.resolve("trusted.p12").toString());
        System.setProperty(PASSWORD, "changeit");
        log.begin();
    }

    @AfterEach
    void end() {
        log.end();
        System.clearProperty(TRUST_STORE);
        System.clearProperty(PASSWORD);
        redis.close();
    }

    @Test
    void aTrustedServerIsUsed() {
        try (CountedAnswers instance = instance("localhost")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(instance.get(1)).isEqualTo(expected(1));
                return instance.shared.figures().hits() > 0;
            });
            assertThat(instance.shared.figures().failures()).isZero();
        }
    }

    @Test
    void aServerOfAnotherNameIsNotUsed() {
        try (CountedAnswers instance = instance("127.0.0.1")) {
            assertBypassed(instance);
        }
    }

    @Test
    void aServerThatNobodyTrustsIsNotUsed() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(PASSWORD);
        try (CountedAnswers instance = instance("localhost")) {
            assertBypassed(instance);
        }
    }

    private void assertBypassed(CountedAnswers instance) {
        for (int number = 0; number < REQUESTS; number++) {
            assertThat(instance.get(number)).isEqualTo(expected(number));
        }
        assertThat(instance.computations()).isEqualTo(REQUESTS);
        assertThat(instance.shared.figures().misses()).isZero();
        assertThat(log.errors()).anyMatch(line -> line.contains("The shared cache is bypassed: found "));
    }

    private CountedAnswers instance(String host) {
        return new CountedAnswers(vertx, "rediss://" + host + ":" + redis.port(), PATIENT, Duration.ofHours(1));
    }
}
