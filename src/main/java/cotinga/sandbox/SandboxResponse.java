package cotinga.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the sandbox answers to one request.
 *
 * @param status the HTTP status
 * @param headers by name, in HTTP's spelling
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between sandbox and route; it is never compared
public record SandboxResponse(int status, Map<String, String> headers, byte[] body) {

    static SandboxResponse of(int status, String contentType, String body) {
        return new SandboxResponse(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
