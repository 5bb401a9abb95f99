package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of a content coding for a client. */
class CodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "gzip, deflate, br",
                "br;q=1.0, gzip;q=0.001",
                "gzip;q=0.5, identity;q=0.5",
                "identity;q=0, *",
                "*",
                "deflate ,\tgzip ; Q=0.8 ,,"
            })
    void gzipForThoseWhoTakeIt(String accepted) {
        assertThat(Coding.of(List.of(accepted))).isEqualTo(Coding.GZIP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "identity",
                "br, deflate",
                "gzip;q=0",
                "gzip;q=0.000, *",
                "gzip;q=0.5, identity",
                "*;q=0.5, identity",
                "*;q=0",
                "gzip;q=x",
                "gzip;q=-1",
                "gzip;level=9"
            })
    void identityForAllOthers(String accepted) {
        assertThat(Coding.of(List.of(accepted))).isEqualTo(Coding.IDENTITY);
    }

    @Test
    void readsSeveralLinesAsOneList() {
        assertThat(Coding.of(List.of())).isEqualTo(Coding.IDENTITY);
        assertThat(Coding.of(List.of("br", "gzip"))).isEqualTo(Coding.GZIP);
    }
}
