package cotinga.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The sandbox's response to a request.
 *
 * @param status the HTTP status
 * @param headers by name, spelled as in HTTP
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // transfers data from sandbox to route; it is never compared
public record SandboxResponse(int status, Map<String, String> headers, byte[] body) {

    static SandboxResponse of(int status, String contentType, String body) {
        return new SandboxResponse(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
