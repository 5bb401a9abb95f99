package cotinga.http;

import org.jspecify.annotations.Nullable;

/**
 * A request that has ended.
 *
 * @param operation the id of its operation in the contract; null if it has none, as a page or a rejected request
 * @param method such as {@code GET}
 * @param target the path and query as the client sent them
 * @param status of the response; 0 if the connection was closed before the response was complete
 * @param nanos from the first to the last byte
 * @param bytes the size of the body as it was sent
 * @param id the request id; null if none was assigned
 * @param remoteAddress the address of the client, or of a proxy in front of the service
 */
public record ServedRequest(
        @Nullable String operation,
        String method,
        String target,
        int status,
        long nanos,
        long bytes,
        @Nullable String id,
        String remoteAddress) {}
