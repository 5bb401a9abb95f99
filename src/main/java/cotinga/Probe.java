package cotinga;

import cotinga.settings.HttpSettings;
import cotinga.settings.SettingTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The health check of a service on this machine, for containers and service managers without an HTTP client. */
final class Probe {
    /** The checks, by the last part of their path. */
    static final List<String> NAMES = List.of("live", "ready", "started");

    static final String PATH = "/observe/health/";

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private Probe() {}

    /** Prints the response of a check; returns whether it is positive. */
    static boolean isPositive(String name, SettingTexts texts, PrintStream out, PrintStream err) {
        InetSocketAddress management = HttpSettings.management(texts);
        InetAddress address = management.getAddress();
        return isPositive(
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address,
                management.getPort(),
                name,
                out,
                err);
    }

    private static boolean isPositive(InetAddress host, int port, String name, PrintStream out, PrintStream err) {
        String place = host.getHostAddress() + ":" + port;
        try {
            URL check = new URL("http", host.getHostAddress(), port, PATH + name);
            HttpURLConnection connection = (HttpURLConnection) check.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) LONGEST.toMillis());
            connection.setReadTimeout((int) LONGEST.toMillis());
            boolean isPositive = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = isPositive ? connection.getInputStream() : connection.getErrorStream()) {
                out.println(body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            return isPositive;
        } catch (IOException e) {
            err.println("found no response at " + place + " (" + e.getMessage()
                    + "), expected a health check; start the service, or set its cotinga.management.address and .port");
            return false;
        }
    }
}
