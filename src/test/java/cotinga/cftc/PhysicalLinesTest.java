package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule applies whether the bytes arrive at once or in pieces. */
class PhysicalLinesTest {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1 << 20})
    void endsALineAtCrlfOrLfOrCrOrTheEndOfTheText(int pieces) throws IOException {
        assertThat(lines("a\r\nb\nc\rd", pieces)).containsExactly("1:a", "2:b", "3:c", "4:d");
        assertThat(lines("a\r\nb\r", pieces)).containsExactly("1:a", "2:b");
        assertThat(lines("a\r\nb\r\n", pieces)).containsExactly("1:a", "2:b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1 << 20})
    void skipsBlankLinesButCountsThem(int pieces) throws IOException {
        assertThat(lines("\n\na\n  \t \n\r\n\rb\n   ", pieces)).containsExactly("3:a", "7:b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1 << 20})
    void skipsAByteOrderMarkAtTheStartOnly(int pieces) throws IOException {
        assertThat(lines(BYTE_ORDER_MARK + "a\n" + BYTE_ORDER_MARK + "b", pieces))
                .containsExactly("1:a", "2:" + BYTE_ORDER_MARK + "b");
        assertThat(lines("\u00EF\u00BBa", pieces)).containsExactly("1:\u00EF\u00BBa");
        assertThat(lines("\u00EF\u00BB", pieces)).containsExactly("1:\u00EF\u00BB");
        assertThat(lines(BYTE_ORDER_MARK, pieces)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 20})
    void findsNothingInAnEmptyText(int pieces) throws IOException {
        assertThat(lines("", pieces)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1 << 16, 1 << 20})
    void readsLinesOfAnyLengthUpToTheLimit(int pieces) throws IOException {
        String long1 = "x".repeat(200_000);
        String long2 = "y".repeat(PhysicalLines.MAX_LENGTH);
        assertThat(lines("a\n" + long1 + "\r\n" + long2 + "\nb\n", pieces))
                .containsExactly("1:a", "2:" + long1, "3:" + long2, "4:b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1 << 16, 1 << 20})
    void keepsTheBeginningOfALineThatIsTooLong(int pieces) throws IOException {
        String slightly = "x".repeat(PhysicalLines.MAX_LENGTH + 1);
        String far = "y".repeat(5 * PhysicalLines.MAX_LENGTH);
        assertThat(lines("a\n" + slightly + "\r\n" + far + "\nb\n" + far, pieces))
                .containsExactly(
                        "1:a",
                        "2 too long:" + "x".repeat(16_000),
                        "3 too long:" + "y".repeat(16_000),
                        "4:b",
                        "5 too long:" + "y".repeat(16_000));
    }

    private static List<String> lines(String text, int pieces) throws IOException {
        PhysicalLines lines = new PhysicalLines(inPieces(text, pieces));
        List<String> found = new ArrayList<>();
        while (lines.next()) {
            found.add(lines.number() + (lines.isTooLong() ? " too long:" : ":") + lines.latin1());
        }
        assertThat(lines.next()).isFalse();
        return found;
    }

    private static InputStream inPieces(String text, int pieces) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, pieces));
            }
        };
    }
}
