package cotinga.cftc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of a file whose encoding nothing tells. */
final class FileText {
    private FileText() {}

    /** Text whose bytes were taken for Latin-1: as UTF-8 where they are valid UTF-8, else as it is. */
    static String decoded(String latin1) {
        if (latin1.chars().noneMatch(character -> character >= 0x80)) {
            return latin1;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1;
        }
    }
}
