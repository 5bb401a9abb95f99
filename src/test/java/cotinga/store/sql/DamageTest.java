package cotinga.store.sql;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.store.weeks.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.message.DbException;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What H2 puts down to its file, and what really happened. */
@OnlyOnH2
class DamageTest {
    private static final String RESTORE = "; the database is damaged: restore a backup (docs/operations.md)";

    @Test
    void reportsNoDamageAfterAnInterruptedRead(@TempDir Path folder) throws IOException {
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.load(Weeks.weekly(LEGACY_FO, null), (sink, malformed) -> {
                for (int market = 0; market < 1_000; market++) {
                    sink.accept(Weeks.week("%06d".formatted(market), "2026-11-17", market, market));
                }
            });
        }
        try (TestDatabase database = TestDatabase.in(folder)) {
            database.execute("SET CACHE_SIZE 0"); // so that it reads its file
            assertThatThrownBy(() -> Transaction.read(database.source, "read the weeks", connection -> {
                        try (Statement statement = connection.createStatement()) {
                            Thread.currentThread().interrupt();
                            return statement
                                    .executeQuery("SELECT * FROM week ORDER BY id DESC")
                                    .next();
                        } finally {
                            Thread.interrupted();
                        }
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot read the weeks: ")
                    .hasMessageEndingWith(
                            "; java.nio.channels.ClosedByInterruptException; an interrupt has closed the file"
                                    + " of the database, which is not damaged: restart Cotinga")
                    .satisfies(failure -> assertThat(Damage.in(failure)).isNull());
        }
    }

    /** As H2 wraps what it catches while it stores. */
    @Test
    void reportsNoDamageAfterAnErrorOfTheVirtualMachine() {
        StoreException failure = new StoreException("store the weeks", stored(new OutOfMemoryError("Java heap space")));

        assertThat(failure)
                .hasMessageEndingWith(
                        "; java.lang.OutOfMemoryError: Java heap space: restart Cotinga, with more memory if"
                                + " that was short");
        assertThat(Damage.in(failure)).isNull();
    }

    @Test
    void reportsAnyOtherFailureOfTheFileAsDamage() {
        StoreException failure = new StoreException("store the weeks", stored(new IllegalStateException("chunk 7")));

        assertThat(failure).hasMessageEndingWith(RESTORE);
        assertThat(Damage.in(failure)).contains("chunk 7");
    }

    private static SQLException stored(Throwable cause) {
        return DbException.convert(
                        DataUtils.newMVStoreException(DataUtils.ERROR_INTERNAL, "{0}", cause.toString(), cause))
                .getSQLException();
    }
}
