package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MalformedLineTest {
    @Test
    void keepsTheFirst4000Characters() {
        assertThat(textOf("x".repeat(4_000))).hasSize(4_000);
        assertThat(textOf("x".repeat(4_001))).hasSize(4_000);
    }

    @Test
    void doesNotCutACharacterInTwo() {
        assertThat(textOf("x".repeat(3_999) + "🌽")).isEqualTo("x".repeat(3_999));
    }

    @Test
    void replacesNulWhichDatabasesReject() {
        assertThat(new MalformedLine("f", 1, "a\0b", "c\0d"))
                .isEqualTo(new MalformedLine("f", 1, "a\uFFFDb", "c\uFFFDd"));
    }

    private static String textOf(String line) {
        return new MalformedLine("annual.txt", 1, "reason", line).text();
    }
}
