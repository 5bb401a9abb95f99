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
 * Through which proxy a request goes: that of the setting, or else that of Java's system properties, or else that of the
 * environment. This machine is always reached directly.
 */
public final class Proxies extends ProxySelector {
    /** What a proxy's address looks like. */
    public static final String FORM =
            "an address such as http://proxy.example:3128, with user:password@ if the proxy wants them";

    private final Optional<Address> ofSetting;
    private final Properties system;
    private final Map<String, String> environment;
    private final Map<String, Address> ofEnvironment = new HashMap<>();

    /**
     * Proxies.
     *
     * @param ofSetting the proxy for everything, if one is set
     * @throws IllegalArgumentException when the environment names a proxy whose address cannot be used
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
     * Where a proxy is.
     *
     * @param user {@code user:password}; null when it wants none
     */
    public record Address(String host, int port, @Nullable String user) {
        /**
         * Reads an address; {@code http://} may be left out.
         *
         * @throws IllegalArgumentException when it is none; its message does not show the password
         */
        public static Address of(String text) {
            try {
                URI uri = new URI(text.contains("://") ? text : "http://" + text);
                String path = uri.getPath();
                if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || path.length() > 1) {
                    throw new IllegalArgumentException("no host of a proxy can be read from it");
                }
                String user = uri.getRawUserInfo();
                return new Address(
                        uri.getHost(),
                        uri.getPort() < 0 ? 80 : uri.getPort(),
                        user == null ? null : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("it is no address");
            }
        }
    }

    void configure(HttpClientBuilder builder) {
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
            return ProxySelector.getDefault().select(target); // knows http.nonProxyHosts too
        }
        if (isExcluded(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(Optional.ofNullable(ofEnvironment.get(scheme))
                .map(Proxies::proxy)
                .orElse(Proxy.NO_PROXY));
    }

    /** Whether {@code NO_PROXY} names a host, or a domain that it is in. */
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

    /** Whether a host is written as an address, and one of this machine's; a name is not looked up. */
    private static boolean isAddressOfThisMachine(String host) {
        if (!host.matches("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*")) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException notAnAddress) {
            return false; // the request says why
        }
    }

    private static Proxy proxy(Address address) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.host(), address.port()));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // the exchange fails with it
    }
}
