package cotinga.intake;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a file.
 *
 * @param url its address
 * @param etag as it was sent; null if it was not
 * @param lastModified as it was sent; null if it was not
 */
record ArchiveOrigin(String url, @Nullable String etag, @Nullable String lastModified) {
    /** @param headers of the response with the file */
    static ArchiveOrigin of(String url, Map<String, Object> headers) {
        return new ArchiveOrigin(url, header(headers, "ETag"), header(headers, "Last-Modified"));
    }

    private static @Nullable String header(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }
}
