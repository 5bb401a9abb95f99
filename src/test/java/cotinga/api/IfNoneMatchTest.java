package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IfNoneMatchTest {
    private static final String TAG = "0123abcd";

    @Test
    void findsAStrongOrWeakTagInAnyLine() {
        assertThat(new IfNoneMatch(List.of("\"x\"", "\"y\", W/\"0123abcd\"")).names(TAG))
                .isTrue();
        assertThat(new IfNoneMatch(List.of("\"x\"", "\"0123abcd-gzip\"")).names(TAG))
                .isFalse();
        assertThat(new IfNoneMatch(List.of("*")).names(TAG)).isFalse();
        assertThat(new IfNoneMatch(List.of("*")).isAny()).isTrue();
        assertThat(new IfNoneMatch(List.of()).isAny()).isFalse();
    }
}
