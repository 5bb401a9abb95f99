package cotinga.api;

import cotinga.payload.TableFormat;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished body, ready for the wire.
 *
 * @param contentType what the body is, as the header {@code Content-Type} says it
 * @param disposition what the header {@code Content-Disposition} says; null for one that is shown rather than saved
 * @param gzip the same body compressed, once and for all; null for one so small that it is not worth while
 * @param place where it is cached; empty when it is not
 */
public record Answer(
        Buffer body, String contentType, @Nullable String disposition, @Nullable Buffer gzip, Optional<Place> place)
        implements AnswerCaches.Weighed {
    private static final int LEAST_COMPRESSED = 1_024;
    private static final String DISPOSITION = "content-disposition";
    static final String GZIP = "gzip";

    /** A cache and the key of an answer in it. */
    public record Place(String cache, String key) {}

    public static Answer of(byte[] json) {
        return document(json, Format.JSON.contentType());
    }

    /** A file of any media type that is shown rather than saved. */
    static Answer document(byte[] content, String contentType) {
        return new Answer(Buffer.buffer(content), contentType, null, compressedIfWorthwhile(content), Optional.empty());
    }

    /**
     * The finished JSON, or the table that is made of it.
     *
     * @param name of the file as which a table is saved, without its extension
     */
    static Answer of(byte[] json, Format format, String name, BiFunction<byte[], TableFormat, byte[]> table) {
        return switch (format) {
            case JSON -> of(json);
            case CSV -> file(format, name, table.apply(json, TableFormat.CSV));
            case XLSX -> file(format, name, table.apply(json, TableFormat.XLSX));
        };
    }

    private static Answer file(Format format, String name, byte[] body) {
        return new Answer(
                Buffer.buffer(body),
                format.contentType(),
                "attachment; filename=\"" + name + "." + format.key() + '"',
                format == Format.XLSX ? null : compressedIfWorthwhile(body), // a workbook is compressed in itself
                Optional.empty());
    }

    private static @Nullable Buffer compressedIfWorthwhile(byte[] body) {
        return body.length < LEAST_COMPRESSED ? null : compressed(body);
    }

    /**
     * Tells in headers what the body is that it returns.
     *
     * @param compressed whether the client takes gzip
     */
    public Buffer describe(MultiMap headers, boolean compressed) {
        headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        if (disposition != null) {
            headers.set(DISPOSITION, disposition);
        }
        if (compressed && gzip != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
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
