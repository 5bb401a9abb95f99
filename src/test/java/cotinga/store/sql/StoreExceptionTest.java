package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
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
}
