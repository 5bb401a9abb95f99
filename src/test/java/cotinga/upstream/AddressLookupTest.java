package cotinga.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a look-up without an address is put down to. */
class AddressLookupTest {
    /** The threads that look up addresses never get to it. */
    @Test
    void anInterruptIsReportedAsSuchAndStaysSet() {
        AddressLookup addresses = new AddressLookup(task -> {});
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> addresses.resolve("upstream.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("upstream.example: the name lookup was interrupted")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureOfThisMachineIsReportedWithItsCause() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();

        assertThatThrownBy(() -> new AddressLookup(closed).resolve("upstream.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageStartingWith("upstream.example: the name lookup failed: "
                        + "java.util.concurrent.RejectedExecutionException");
    }

    @Test
    void aStopIsReportedAsSuch() {
        AddressLookup addresses = new AddressLookup(task -> {});
        addresses.stop();

        assertThatThrownBy(() -> addresses.resolve("upstream.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("the application is shutting down");
    }
}
