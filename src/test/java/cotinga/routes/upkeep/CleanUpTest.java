package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRuns;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.MarketAlert;
import cotinga.store.changes.ChangeStore;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StoredRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("clean-up")
class CleanUpTest extends RouteTestSupport {
    private Path rejected;
    private Path processed;
    private Path earlier;

    /** Two runs, an alert and three files, then four years pass. */
    @BeforeEach
    void outliveTheRetention() throws Exception {
        for (int run = 0; run < 2; run++) {
            bean(ReportRuns.class).finish(beginReports(), false, List.of(), null);
        }
        alerts().record(
                        List.of(new MarketAlert.Found(
                                "highs",
                                "key",
                                "",
                                ReportVariant.TFF_FO,
                                "099741",
                                "EURO FX",
                                LocalDate.parse("2026-06-09"),
                                "g1_net>0",
                                "{}")),
                        held -> true,
                        1);
        rejected = file("rejected/fut_fin_txt_2025.zip");
        processed = file("inbox/done/fut_fin_txt_2025.zip");
        earlier = file("archives/earlier/fut_fin_txt_2025-20260102T203000Z.zip");
        file("archives/fut_fin_txt_2025.zip");
        clock.goToNewYork("2030-06-15T08:00");
    }

    @Test
    void removesWhatIsPastItsRetention() {
        assertThat(callWith("clean-up").getException()).isNull();

        assertThat(rejected).doesNotExist();
        assertThat(processed).doesNotExist();
        assertThat(earlier).doesNotExist();
        assertThat(bean(ChangeStore.class).newest().alert()).isZero();
        assertThat(directory.resolve("data/archives/fut_fin_txt_2025.zip"))
                .as("the newest edition")
                .exists();
        assertThat(StoredRuns.newest(new RunStore(bean(HikariDataSource.class), clock), 10))
                .as("the newest run")
                .extracting(Run::id)
                .containsExactly(2L);
    }

    private AlertStore alerts() {
        return new AlertStore(bean(HikariDataSource.class), clock);
    }

    @Test
    void continuesWithTheNextStepAfterAFailure() {
        bean(HikariDataSource.class).close();

        assertThat(callWith("clean-up").getException()).isNull();

        assertThat(rejected).doesNotExist();
        assertThat(processed).doesNotExist();
        assertThat(earlier).doesNotExist();
    }

    private Path file(String name) throws Exception {
        Path file = directory.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T20:30:00Z")));
    }
}
