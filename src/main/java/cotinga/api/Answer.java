package cotinga.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished body, ready for the wire.
 *
 * @param contentType what the body is, as the header {@code Content-Type} says it
 * @param gzip the same body compressed, once and for all; null for one so small that it is not worth while
 * @param place where it is cached; empty when it is not
 */
public record Answer(Buffer body, String contentType, @Nullable Buffer gzip, Optional<Place> place)
        implements AnswerCaches.Weighed {
    private static final int LEAST_COMPRESSED = 1_024;

    /** A cache and the key of an answer in it. */
    public record Place(String cache, String key) {}

    public static Answer of(byte[] json) {
        return of(json, "application/json");
    }

    /** The finished JSON, or the CSV that is made of it. */
    static Answer of(byte[] json, Format format, UnaryOperator<byte[]> csv) {
        return switch (format) {
            case JSON -> of(json);
            case CSV -> of(csv.apply(json), "text/csv; charset=utf-8");
        };
    }

    private static Answer of(byte[] body, String contentType) {
        return new Answer(
                Buffer.buffer(body),
                contentType,
                body.length < LEAST_COMPRESSED ? null : compressed(body),
                Optional.empty());
    }

    Answer at(Place cached) {
        return new Answer(body, contentType, gzip, Optional.of(cached));
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
