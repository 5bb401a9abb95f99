package cotinga.sharedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.api.Answer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredAnswerTest {
    private static final Answer SMALL = Answer.of("{}".getBytes(StandardCharsets.UTF_8));
    private static final Answer LARGE = Answer.of("{\"a\": 1}".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    private static final Answer WORKBOOK = new Answer(
            Buffer.buffer(random(50_000)), "application/x", "attachment; filename=\"a.xlsx\"", null, Optional.empty());

    static Stream<Answer> answers() {
        return Stream.of(
                SMALL,
                LARGE,
                WORKBOOK,
                new Answer(Buffer.buffer(), "text/csv", "attachment; filename=\"a.csv\"", null, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadAsItWasWritten(Answer answer) throws IOException {
        StoredAnswer written = new StoredAnswer("g", answer);

        assertThat(StoredAnswer.of(bytes(written))).isEqualTo(written);
    }

    @Test
    void holdsOnlyTheCompressedFormOfABody() {
        assertThat(LARGE.gzip()).isNotNull();
        assertThat(bytes(new StoredAnswer("g", LARGE))).hasSizeLessThan(1_000);
    }

    @Test
    void isNotWrittenIfItIsTooLarge() {
        assertThat(new StoredAnswer("g", uncompressed(StoredAnswer.MOST_BYTES)).bytes())
                .isPresent();
        assertThat(new StoredAnswer("g", uncompressed(StoredAnswer.MOST_BYTES + 1)).bytes())
                .isEmpty();
        Answer inflatable = Answer.of(new byte[64 * StoredAnswer.MOST_BYTES + 1]);
        assertThat(inflatable.gzip()).isNotNull();
        assertThat(new StoredAnswer("g", inflatable).bytes()).isEmpty();
    }

    private static Answer uncompressed(int length) {
        return new Answer(Buffer.buffer(random(length)), "application/x", null, null, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void rejectsWhatIsIncompleteOrDamaged(Answer answer) {
        byte[] whole = bytes(new StoredAnswer("g", answer));
        Random random = new Random(20_261_128);
        for (int trial = 0; trial < 500; trial++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> StoredAnswer.of(damaged)).isInstanceOf(IOException.class);
            byte[] begin = Buffer.buffer(whole).getBytes(0, random.nextInt(whole.length));
            assertThatThrownBy(() -> StoredAnswer.of(begin)).isInstanceOf(IOException.class);
            byte[] anything = random(random.nextInt(300));
            assertThatThrownBy(() -> StoredAnswer.of(anything)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] bytes(StoredAnswer answer) {
        return answer.bytes().orElseThrow().getBytes();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
