package cotinga.sandbox;

import java.time.Instant;

/**
 * A file of the sandbox.
 *
 * @param bytes the whole content
 * @param contentType the header {@code Content-Type}
 * @param etag strong and quoted, made from the content
 * @param lastModified the time of the release that last changed it, in whole seconds
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from files to responses; it is never compared
public record SandboxFile(byte[] bytes, String contentType, String etag, Instant lastModified) {}
