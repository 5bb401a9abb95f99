package cotinga.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001B", "\u0085", "\u200B", "\u202E", "\u2028", "\u2029", "\uD800"})
    void replacesUnprintableCharacters(String character) {
        assertThat(Excerpt.cut("a" + character + "b", 10)).isEqualTo("a\uFFFDb");
        assertThat(Excerpt.name("a" + character + "b"))
                .isEqualTo(String.format("a\\u%04Xb", (int) character.charAt(0)));
    }

    @Test
    void joinsLinesOfTextAndEscapesThemInNames() {
        assertThat(Excerpt.cut(" a\r\n\tb ", 10)).isEqualTo("a b");
        assertThat(Excerpt.name(Path.of("folder", "a\nb.zip"))).isEqualTo("a\\u000Ab.zip");
    }

    @Test
    void cutsAfterWholeCharacters() {
        String grin = "\uD83D\uDE00";

        assertThat(Excerpt.cut(grin.repeat(3), 3)).isEqualTo(grin.repeat(3));
        assertThat(Excerpt.cut(grin.repeat(4), 3)).isEqualTo(grin.repeat(3) + "…");
        assertThat(Excerpt.name("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(Excerpt.name(grin.repeat(121))).isEqualTo(grin.repeat(120) + "…");
    }
}
