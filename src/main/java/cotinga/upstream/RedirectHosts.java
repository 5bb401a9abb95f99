package cotinga.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Follows redirects to the same host and to listed hosts, but never from https to http. */
public final class RedirectHosts extends DefaultRedirectStrategy {
    private final Set<String> hosts;

    /** @param hosts in lower case */
    public RedirectHosts(Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context) throws HttpException {
        URI location = super.getLocationURI(request, response, context);
        String from = request.getAuthority().getHostName().toLowerCase(Locale.ROOT);
        String to = location.getHost() == null ? "" : location.getHost().toLowerCase(Locale.ROOT);
        if (!to.equals(from) && !hosts.contains(to)) {
            throw new RejectedRedirect(
                    "a redirect to '" + to + "'",
                    "one to " + from + " or to a host of cotinga.http.redirect-hosts",
                    "Check the address. If you trust the host, add it to cotinga.http.redirect-hosts.");
        }
        if ("https".equals(request.getScheme()) && !"https".equalsIgnoreCase(location.getScheme())) {
            throw new RejectedRedirect(
                    "a redirect from https to " + location.getScheme(),
                    "a redirect to https",
                    "Check the address, and the network between this machine and the server.");
        }
        return location;
    }

    /** A redirect that is not followed. */
    static final class RejectedRedirect extends ProtocolException {
        private static final long serialVersionUID = 1L;

        private final String found;
        private final String expected;
        private final String remedy;

        RejectedRedirect(String found, String expected, String remedy) {
            super(found);
            this.found = found;
            this.expected = expected;
            this.remedy = remedy;
        }

        String found() {
            return found;
        }

        String expected() {
            return expected;
        }

        String remedy() {
            return remedy;
        }
    }
}
