package cotinga.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy a request goes through. */
class ProxiesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HTTPS_PROXY", "http://env.example:3128",
            "http_proxy", "plain.example:8080",
            "NO_PROXY", "mirror.example, .corp.example,*.lab.example");

    @ParameterizedTest
    @CsvSource({
        "https://www.cftc.gov, env.example:3128",
        "http://www.cftc.gov, plain.example:8080",
        "https://mirror.example, direct",
        "https://notmirror.example, env.example:3128",
        "https://files.mirror.example, direct",
        "https://a.corp.example, direct",
        "https://a.lab.example, direct",
        "http://localhost:8080, direct",
        "http://127.0.0.1:8080, direct",
        "http://[::1]:8080, direct"
    })
    void followsTheEnvironmentAndReachesThisMachineDirectly(String target, String proxy) {
        assertThat(proxyOf(new Proxies(Optional.empty(), new Properties(), ENVIRONMENT), target))
                .isEqualTo(proxy);
    }

    @Test
    void theSettingWinsAndAppliesToEveryUpstream() {
        Proxies proxies =
                new Proxies(Optional.of(Proxies.Address.of("proxy.example:1")), new Properties(), ENVIRONMENT);

        assertThat(proxyOf(proxies, "https://mirror.example")).isEqualTo("proxy.example:1");
        assertThat(proxyOf(proxies, "http://localhost")).isEqualTo("direct");
    }

    @Test
    void systemPropertiesWinOverTheEnvironment() {
        Properties system = System.getProperties();
        system.setProperty("https.proxyHost", "system.example");
        system.setProperty("https.proxyPort", "81");
        system.setProperty("http.nonProxyHosts", "near.example");
        try {
            Proxies proxies = new Proxies(Optional.empty(), system, ENVIRONMENT);

            assertThat(proxyOf(proxies, "https://www.cftc.gov")).isEqualTo("system.example:81");
            assertThat(proxyOf(proxies, "https://near.example")).isEqualTo("direct");
            assertThat(proxyOf(proxies, "http://www.cftc.gov")).isEqualTo("plain.example:8080");
        } finally {
            system.remove("https.proxyHost");
            system.remove("https.proxyPort");
            system.remove("http.nonProxyHosts");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128,",
        "proxy.example:3128, proxy.example, 3128,",
        "http://proxy.example/, proxy.example, 80,",
        "http://me:p%40ss@proxy.example:3128, proxy.example, 3128, me:p@ss"
    })
    void readsAnAddress(String text, String host, int port, String user) {
        assertThat(Proxies.Address.of(text)).isEqualTo(new Proxies.Address(host, port, user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks://me:secret@proxy.example:1", "http://me:secret@proxy.example/path", "http:// me:secret"})
    void rejectsWhatIsNoAddressWithoutShowingThePassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxies.Address.of(text))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proxies(Optional.empty(), new Properties(), Map.of("HTTPS_PROXY", text)))
                .withMessageStartingWith("HTTPS_PROXY in the environment cannot be used")
                .withMessageNotContaining("secret");
    }

    private static String proxyOf(Proxies proxies, String target) {
        Proxy proxy = proxies.select(URI.create(target)).get(0);
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "direct";
    }
}
