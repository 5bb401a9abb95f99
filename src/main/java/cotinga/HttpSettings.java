package cotinga;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Where the servers listen: the one of the API, and the one for management. */
record HttpSettings(InetAddress address, int port, InetAddress managementAddress, int managementPort) {
    static final int HIGHEST_PORT = 65_535;

    static HttpSettings read(SettingReader reader) {
        HttpSettings http = new HttpSettings(
                reader.listenAddress("cotinga.http.address"),
                reader.wholeNumber("cotinga.http.port", 1, HIGHEST_PORT),
                reader.listenAddress("cotinga.management.address"),
                reader.wholeNumber("cotinga.management.port", 1, HIGHEST_PORT));
        reader.follow("camel.server.host", http.address.getHostAddress(), "cotinga.http.address");
        reader.follow("camel.server.port", http.port, "cotinga.http.port");
        reader.follow("camel.management.host", http.managementAddress.getHostAddress(), "cotinga.management.address");
        reader.follow("camel.management.port", http.managementPort, "cotinga.management.port");
        return http;
    }

    /** The address of the service for a browser on this machine, with a slash at the end. */
    String home() {
        return "http://" + host() + ":" + port + "/";
    }

    /** The host of the service on this machine: {@code localhost} if it listens on all addresses. */
    String host() {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
