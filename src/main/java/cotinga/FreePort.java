package cotinga;

import java.io.IOException;
import java.net.ServerSocket;

/** A port for a server that only this process uses. */
final class FreePort {
    private FreePort() {}

    /** A port that nobody listens on now. */
    static String find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
