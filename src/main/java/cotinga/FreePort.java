package cotinga;

import java.io.IOException;
import java.net.ServerSocket;

/** A free port for a server that only this process uses. */
final class FreePort {
    private FreePort() {}

    /** Finds a port that is not in use. */
    static String find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
