package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
    private static final Snapshot TWELFTH = new Snapshot(12, Instant.EPOCH, 0, Map.of(), Map.of());

    @Test
    void isReadFromItsTextAsItWas() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("known_at", "2026-06-05T20:30:00Z");
        parameters.put("search", "crude oil & gas=100% +?/ü");
        CacheKey key =
                CacheKey.of(TWELFTH, ReportVariant.TFF_FO, "13874+", "prices").with(parameters);

        assertThat(CacheKey.parse(key.text())).isEqualTo(key);
        assertThat(CacheKey.parse(key.text()).variant()).isEqualTo(ReportVariant.TFF_FO);
        assertThat(CacheKey.parse(key.text()).parameter("search")).isEqualTo("crude oil & gas=100% +?/ü");
        assertThat(CacheKey.parse(key.text()).parameter("format")).isNull();
    }

    @Test
    void namesTheContentBehindTheDataVersion() {
        CacheKey key = CacheKey.of(TWELFTH, "groups", "legacy");

        assertThat(key.text()).isEqualTo("v12/groups/legacy");
        assertThat(CacheKey.withoutVersion(key.text())).isEqualTo("groups/legacy");
        assertThat(CacheKey.parse(key.text()).path()).isEqualTo(List.of("groups", "legacy"));
    }
}
