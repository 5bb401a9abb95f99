package cotinga.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.price.PriceException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a host counts as reachable. */
class UpstreamHostTest {
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "test",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(2)
                    .minimumNumberOfCalls(2)
                    .failureRateThreshold(100)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final UpstreamHost host = new UpstreamHost("Yahoo", breaker);

    @Test
    void isUnreachableIfItHasNotRespondedBeforeTheBreakerOpens() {
        fail();
        assertThatCode(host::requireReachable).doesNotThrowAnyException();
        fail();

        assertThat(host.state()).isEqualTo("open");
        assertThatThrownBy(host::requireReachable)
                .isInstanceOfSatisfying(
                        PriceException.class, e -> assertThat(e.isTemporary()).isFalse())
                .hasMessageStartingWith("Yahoo: skipped, it has not responded at all in this run.");
    }

    @Test
    void isReachableOnceItHasRespondedUntilTwoTrialsInARowFail() {
        answer();
        fail();
        fail();
        assertThatCode(host::requireReachable).doesNotThrowAnyException();
        trial();
        fail();
        assertThatCode(host::requireReachable).doesNotThrowAnyException();
        trial();
        fail();

        assertThatThrownBy(host::requireReachable).hasMessageContaining("it failed 2 trials in a row");
    }

    @Test
    void aSuccessfulTrialResetsAFailedOne() {
        answer();
        fail();
        fail();
        trial();
        fail();
        trial();
        answer();
        assertThat(host.state()).isEqualTo("closed");
        fail();
        fail();
        trial();
        assertThat(host.state()).isEqualTo("half_open");
        fail();

        assertThatCode(host::requireReachable).doesNotThrowAnyException();
    }

    @Test
    void aNewRunResetsTheState() {
        fail();
        fail();

        host.beginRun();

        assertThat(host.state()).isEqualTo("closed");
        assertThatCode(host::requireReachable).doesNotThrowAnyException();
    }

    private void answer() {
        breaker.onSuccess(1, TimeUnit.MILLISECONDS);
    }

    private void fail() {
        breaker.onError(1, TimeUnit.MILLISECONDS, new IOException("no answer"));
    }

    /** The next call is a trial. */
    private void trial() {
        breaker.transitionToHalfOpenState();
    }
}
