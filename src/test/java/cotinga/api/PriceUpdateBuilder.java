package cotinga.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the status of the prices; without more they are switched off, and no run has been. */
final class PriceUpdateBuilder {
    private @Nullable RunProgress progress;
    private @Nullable Instant lastRun;
    private @Nullable String lastStatus;
    private @Nullable Double lastDurationSec;
    private @Nullable String source;
    private @Nullable String circuitBreaker;
    private @Nullable List<StatusAnswer.StaleSymbol> staleSymbols;

    PriceUpdateBuilder running(RunProgress ofRun) {
        progress = ofRun;
        return this;
    }

    PriceUpdateBuilder lastRun(Instant begin, String status, double seconds) {
        lastRun = begin;
        lastStatus = status;
        lastDurationSec = seconds;
        return this;
    }

    PriceUpdateBuilder enabled(String ofSource, String breaker, StatusAnswer.StaleSymbol... stale) {
        source = ofSource;
        circuitBreaker = breaker;
        staleSymbols = List.of(stale);
        return this;
    }

    StatusAnswer.PriceUpdate build() {
        return new StatusAnswer.PriceUpdate(
                progress != null,
                progress,
                lastRun,
                lastStatus,
                null,
                lastDurationSec,
                source != null,
                source,
                circuitBreaker,
                staleSymbols);
    }
}
