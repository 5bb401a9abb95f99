package cotinga.api;

import cotinga.payload.TableFormat;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A complete response body with its headers.
 *
 * @param contentType the header {@code Content-Type}
 * @param disposition the header {@code Content-Disposition}; null when the body is displayed rather than saved
 * @param gzip the compressed body; null when compression is not worthwhile
 * @param place where it is cached; empty when it is not
 */
public record Answer(
        Buffer body, String contentType, @Nullable String disposition, @Nullable Buffer gzip, Optional<Place> place)
        implements AnswerCaches.Weighed {
    private static final int LEAST_COMPRESSED = 1_024;
    private static final String CONTENT_DISPOSITION = "Content-Disposition";
    private static final String CONTENT_ENCODING = "Content-Encoding";

    /** A cache and the key of an answer in it. */
    public record Place(String cache, String key) {
        /** The data version that the key names. */
        public long dataVersion() {
            return CacheKey.parse(key).dataVersion();
        }
    }

    public static Answer of(byte[] json) {
        return document(json, Format.JSON.contentType());
    }

    /** A file of any media type that is displayed rather than saved. */
    static Answer document(byte[] content, String contentType) {
        return new Answer(Buffer.buffer(content), contentType, null, compressedIfWorthwhile(content), Optional.empty());
    }

    /**
     * JSON, or the table made from it.
     *
     * @param name the file name of a table, without its extension
     */
    static Answer of(byte[] json, Format format, String name, BiFunction<byte[], TableFormat, byte[]> table) {
        return format.table()
                .map(written -> file(format, name, table.apply(json, written)))
                .orElseGet(() -> of(json));
    }

    private static Answer file(Format format, String name, byte[] body) {
        return new Answer(
                Buffer.buffer(body),
                format.contentType(),
                "attachment; filename=\"" + name + "." + format.key() + '"',
                format == Format.XLSX ? null : compressedIfWorthwhile(body), // a workbook is compressed already
                Optional.empty());
    }

    private static @Nullable Buffer compressedIfWorthwhile(byte[] body) {
        return body.length < LEAST_COMPRESSED ? null : compressed(body);
    }

    /**
     * The body in the coding that a client prefers, if there is one.
     *
     * @param headers receives the names and the values of the headers of this body
     */
    public Buffer describe(Coding coding, BiConsumer<String, String> headers) {
        headers.accept(Response.CONTENT_TYPE, contentType);
        if (disposition != null) {
            headers.accept(CONTENT_DISPOSITION, disposition);
        }
        if (coding == Coding.GZIP && gzip != null) {
            headers.accept(CONTENT_ENCODING, coding.key());
            return gzip;
        }
        return body;
    }

    Answer at(Place cached) {
        return new Answer(body, contentType, disposition, gzip, Optional.of(cached));
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
