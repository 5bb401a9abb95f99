package cotinga.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy of a request: that of the setting, otherwise that of Java's system properties, otherwise that of the environment.
 * Requests to this machine use no proxy.
 */
public final class Proxies extends ProxySelector {
    /** The form of an address. */
    public static final String FORM =
            "an address such as http://proxy.example:3128, with user:password@ if the proxy requires them";

    private final Optional<Address> ofSetting;
    private final Properties system;
    private final Map<String, String> environment;
    private final Map<String, Address> ofEnvironment = new HashMap<>();

    /**
     * Creates the selector.
     *
     * @param ofSetting the proxy of the setting, if it is set
     * @throws IllegalArgumentException if the environment has an address that cannot be parsed
     */
    public Proxies(Optional<Address> ofSetting, Properties system, Map<String, String> environment) {
        this.ofSetting = ofSetting;
        this.system = system;
        this.environment = Map.copyOf(environment);
        for (String scheme : List.of("http", "https")) {
            variable(scheme + "_proxy").ifPresent(text -> ofEnvironment.put(scheme, address(scheme, text)));
        }
    }

    private static Address address(String scheme, String text) {
        try {
            return Address.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    scheme.toUpperCase(Locale.ROOT) + "_PROXY in the environment cannot be used (" + e.getMessage()
                            + "), expected " + FORM,
                    e);
        }
    }

    /**
     * The address of a proxy.
     *
     * @param user {@code user:password}; null if the proxy requires none
     */
    public record Address(String host, int port, @Nullable String user) {
        /**
         * Parses an address; {@code http://} is optional.
         *
         * @throws IllegalArgumentException if it cannot be parsed; the message does not contain the password
         */
        public static Address of(String text) {
            try {
                URI uri = new URI(text.contains("://") ? text : "http://" + text);
                String path = uri.getPath();
                if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || path.length() > 1) {
                    throw new IllegalArgumentException("it has no http:// host");
                }
                String user = uri.getRawUserInfo();
                return new Address(
                        uri.getHost(),
                        uri.getPort() < 0 ? 80 : uri.getPort(),
                        user == null ? null : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("it is not an address");
            }
        }
    }

    public void configure(HttpClientBuilder builder) {
        builder.setProxySelector(this);
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        Stream.concat(ofEnvironment.values().stream(), ofSetting.stream()).forEach(proxy -> {
            String user = proxy.user();
            if (user != null) {
                int colon = user.indexOf(':') < 0 ? user.length() : user.indexOf(':');
                String password = colon == user.length() ? "" : user.substring(colon + 1);
                credentials.setCredentials(
                        new AuthScope(proxy.host(), proxy.port()),
                        new UsernamePasswordCredentials(user.substring(0, colon), password.toCharArray()));
            }
        });
        builder.setDefaultCredentialsProvider(credentials);
    }

    @Override
    public List<Proxy> select(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        String scheme = target.getScheme().toLowerCase(Locale.ROOT);
        if (isThisMachine(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        if (ofSetting.isPresent()) {
            return List.of(proxy(ofSetting.get()));
        }
        if (system.getProperty(scheme + ".proxyHost") != null) {
            return ProxySelector.getDefault().select(target); // this supports http.nonProxyHosts too
        }
        if (isExcluded(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(Optional.ofNullable(ofEnvironment.get(scheme))
                .map(Proxies::proxy)
                .orElse(Proxy.NO_PROXY));
    }

    /** Whether {@code NO_PROXY} contains a host or its domain. */
    private boolean isExcluded(String host) {
        return Arrays.stream(
                        variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(name -> name.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .anyMatch(name ->
                        name.equals("*") || host.equals(name) || (!name.isEmpty() && host.endsWith("." + name)));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || isAddressOfThisMachine(host);
    }

    /** Whether a host is an IP address of this machine; names are not resolved. */
    private static boolean isAddressOfThisMachine(String host) {
        if (!host.matches("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*")) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException notAnAddress) {
            return false; // the request fails with the reason
        }
    }

    private static Proxy proxy(Address address) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.host(), address.port()));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // the exchange reports the failure
    }
}
