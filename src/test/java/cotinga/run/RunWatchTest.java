package cotinga.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void repeatsACheckThatEndsWithAnError() throws InterruptedException {
        CountDownLatch checks = new CountDownLatch(3);
        Runnable failing = () -> {
            checks.countDown();
            throw new OutOfMemoryError("on purpose");
        };
        try (RunWatch watch = new RunWatch(List.of(failing), SOON, Thread::new)) {
            assertThat(checks.await(10, TimeUnit.SECONDS)).as("%s", watch).isTrue();
        }
    }

    @Test
    void aWaitingCheckDelaysNoOther() throws InterruptedException {
        CountDownLatch checks = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        Runnable waiting = () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (RunWatch watch = new RunWatch(List.of(waiting, checks::countDown), SOON, Thread::new)) {
            assertThat(checks.await(10, TimeUnit.SECONDS)).as("%s", watch).isTrue();
        } finally {
            end.countDown();
        }
    }
}
