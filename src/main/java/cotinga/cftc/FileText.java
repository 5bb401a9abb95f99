package cotinga.cftc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes text of a file whose encoding is unknown. */
final class FileText {
    private FileText() {}

    /** Decodes as UTF-8 what was read as Latin-1, if its bytes are valid UTF-8. Otherwise returns it unchanged. */
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
