package cotinga.sandbox;

import java.time.Instant;

/**
 * A file that the sandbox serves.
 *
 * @param bytes the whole content
 * @param contentType for the header of that name
 * @param etag strong and quoted, made from the content
 * @param lastModified the release that last changed it, whole seconds
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between files and answers; it is never compared
public record SandboxFile(byte[] bytes, String contentType, String etag, Instant lastModified) {}
