package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class StoreExceptionTest {
    @Test
    void tellsWhyItFailedWithoutTheOperation() {
        StoreException found = new StoreException("back up to /a: b", "found no file in it", null);
        StoreException ofDatabase =
                new StoreException("read", new SQLException("the database is closed", new IOException("disk full")));

        assertThat(found).hasMessage("cannot back up to /a: b: found no file in it");
        assertThat(found.why()).isEqualTo("found no file in it");
        assertThat(ofDatabase.why()).startsWith("the database is closed; disk full");
    }

    @Test
    void anEndedSessionIsAnOutageAndAnErrorInAStatementIsNot() {
        StoreException ended = new StoreException(
                "read", new SQLException("terminating connection due to administrator command", "57P01"));

        assertThat(StoreException.isOutage(ended)).isTrue();
        assertThat(StoreException.isOutage(new IllegalStateException(ended))).isTrue();
        assertThat(StoreException.isOutage(new SQLException("connection refused", "08001")))
                .isTrue();
        assertThat(StoreException.isOutage(new SQLTransientConnectionException("request timed out")))
                .isTrue();
        assertThat(StoreException.isOutage(new SQLException("the relation does not exist", "42P01")))
                .isFalse();
        assertThat(StoreException.isOutage(new SQLException("the pool is closed")))
                .isFalse();
        assertThat(StoreException.isOutage(null)).isFalse();
    }

    @Test
    void aStandbyOnlyReads() {
        StoreException ofStandby = new StoreException(
                "request a run", new SQLException("cannot execute INSERT in a read-only transaction", "25006"));

        assertThat(StoreException.isOfReadOnlyDatabase(ofStandby)).isTrue();
        assertThat(StoreException.isOfReadOnlyDatabase(new IllegalStateException(ofStandby)))
                .isTrue();
        assertThat(StoreException.isOfReadOnlyDatabase(new SQLException("connection refused", "08001")))
                .isFalse();
        assertThat(StoreException.isOfReadOnlyDatabase(null)).isFalse();
    }
}
