package cotinga.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished body, ready for the wire.
 *
 * @param gzip the same body compressed, once and for all; null for one so small that it is not worth while
 */
public record Answer(Buffer body, @Nullable Buffer gzip) implements AnswerCaches.Weighed {
    private static final int LEAST_COMPRESSED = 1_024;

    public static Answer of(byte[] json) {
        return new Answer(Buffer.buffer(json), json.length < LEAST_COMPRESSED ? null : compressed(json));
    }

    @Override
    public int weight() {
        return body.length() + (gzip == null ? 0 : gzip.length());
    }

    private static Buffer compressed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be compressed", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
