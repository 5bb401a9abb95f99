package cotinga.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors of a run in the status. */
class LongErrorTest {
    @Test
    void errorsAreSeparatedInTheStatusAndOnALineEachInTheRecord(@TempDir Path directory) {
        try (Flow flow = new Flow(directory);
                RunningApplication service = flow.serve()) {
            int flaws = service.refreshReports().flaws().size();

            String error = Flow.json(service.get("/status").body())
                    .at("/scheduler/update/last_error")
                    .textValue();

            assertThat(flaws).isGreaterThan(1);
            assertThat(error.split("; ")).hasSize(flaws);
            String stored = Objects.requireNonNull(new RunStore(service.database(), Flow.JUNE_2026)
                    .last(RunKind.REPORTS)
                    .orElseThrow()
                    .error());
            assertThat(stored.lines()).containsExactly(error.split("; "));
        }
    }

    @Test
    void aLongErrorIsCutInTheStatusAndCompleteInTheRecord(@TempDir Path directory) {
        try (Flow flow = new Flow(directory);
                RunningApplication service = flow.serve()) {
            service.refreshReports();
            Flow.execute(service, "UPDATE run SET error = REPEAT('x', 5000)");

            JsonNode update = Flow.json(service.get("/status").body()).at("/scheduler/update/last_error");

            assertThat(update.textValue()).hasSizeBetween(1_000, 1_010).startsWith("xxx");
            assertThat(new RunStore(service.database(), Flow.JUNE_2026)
                            .last(RunKind.REPORTS)
                            .orElseThrow()
                            .error())
                    .hasSize(5_000);
        }
    }
}
