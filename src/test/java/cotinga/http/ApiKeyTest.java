package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void readsAListAndShowsNoDigest() {
        List<ApiKey> keys = ApiKey.list("ops:admin:" + DIGEST + ", note-book.1:read:" + "AB".repeat(32));

        assertThat(keys)
                .containsExactly(
                        new ApiKey("ops", Scope.ADMIN, DIGEST), new ApiKey("note-book.1", Scope.READ, "ab".repeat(32)));
        assertThat(keys).hasToString("[ops:admin, note-book.1:read]");
    }

    @Test
    void reportsThePositionOfAnInvalidEntryWithoutItsText() {
        assertThatThrownBy(() -> ApiKey.list("ops:admin:" + DIGEST + ",secret")).hasMessage("entry 2 cannot be read");
        assertThatThrownBy(() -> ApiKey.list("ops:write:" + DIGEST)).hasMessage("entry 1 cannot be read");
        assertThatThrownBy(() -> ApiKey.list("ops:admin:12")).hasMessage("entry 1 cannot be read");
        assertThatThrownBy(() -> ApiKey.list("ops:admin:" + DIGEST + ",ops:read:" + DIGEST))
                .hasMessage("entry 2 has the same name as an earlier entry");
    }
}
