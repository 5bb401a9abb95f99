package cotinga.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where the servers listen: the one of the API, and the one for management. */
public record HttpSettings(InetAddress address, int port, InetAddress managementAddress, int managementPort) {
    private static final int HIGHEST_PORT = 65_535;

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

    /** Where the management server of these settings listens, which may be wrong otherwise. */
    public static InetSocketAddress management(SettingTexts texts) {
        SettingReader reader = new SettingReader(texts);
        return new InetSocketAddress(
                reader.listenAddress("cotinga.management.address"),
                reader.wholeNumber("cotinga.management.port", 1, HIGHEST_PORT));
    }

    /** The address of the service for a browser on this machine, with a slash at the end. */
    public String home() {
        return "http://" + host() + ":" + port + "/";
    }

    /** The host of the service on this machine: {@code localhost} if it listens on all addresses. */
    public String host() {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
