package cotinga.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Configures the HTTP clients of one upstream. Every exchange has a deadline and limits for its headers and its body. When an exchange is
 * aborted, its connection is closed and not drained.
 */
public final class UpstreamClient {
    private static final String EXCHANGE = "cotinga.exchange";
    private static final int MAX_CONNECTIONS = 20;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_LENGTH = 16_384;

    private final Exchanges exchanges;
    private final ExchangeLimits limits;
    private final RedirectHosts redirectHosts;
    private final Proxies proxies;
    private final AddressLookup addresses;

    /** @param redirectHosts the allowed targets of redirects */
    public UpstreamClient(
            Exchanges exchanges,
            ExchangeLimits limits,
            RedirectHosts redirectHosts,
            Proxies proxies,
            AddressLookup addresses) {
        this.exchanges = exchanges;
        this.limits = limits;
        this.redirectHosts = redirectHosts;
        this.proxies = proxies;
        this.addresses = addresses;
    }

    /** Configures a client without retries; the routes retry. */
    public void configure(HttpClientBuilder builder) {
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_HEADER_LENGTH)
                                .build())
                        .build())
                .setDnsResolver(addresses)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .build());
        builder.disableAutomaticRetries();
        builder.setRedirectStrategy(redirectHosts);
        proxies.configure(builder);
        builder.addExecInterceptorFirst("cotinga-exchange", this::exchange);
        builder.addExecInterceptorBefore(ChainElement.COMPRESS.name(), "cotinga-content", this::content);
        builder.addExecInterceptorAfter(ChainElement.COMPRESS.name(), "cotinga-wire", this::wire);
    }

    /** The whole exchange, redirects included. If it was aborted here, that reason replaces the exception of the client. */
    private ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        UpstreamExchange exchange =
                exchanges.begin(host(request), place(request), (Cancellable) scope.originalRequest, limits);
        scope.clientContext.setAttribute(EXCHANGE, exchange);
        boolean isOpen = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            exchange.responded(response.getCode());
            if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
                throw rejectedByProxy(exchange);
            }
            isOpen = isStreaming(response.getEntity());
            return response;
        } catch (RedirectHosts.RejectedRedirect rejected) {
            throw UpstreamException.ofExchange(
                    exchange.place(), rejected.found(), rejected.expected(), rejected.remedy());
        } catch (IOException | HttpException | RuntimeException e) {
            exchange.requireUnfailed();
            throw e;
        } finally {
            if (!isOpen) {
                exchange.end();
            }
        }
    }

    private static UpstreamException rejectedByProxy(UpstreamExchange exchange) {
        return UpstreamException.ofExchange(
                exchange.place(),
                "status 407 of the proxy, which requires a user and a password, or rejects those that it got",
                "a proxy that sends the request on",
                "Check the user and the password in cotinga.http.proxy, or in the environment if the setting is empty.");
    }

    /**
     * One response after content decoding. If its status is enough, the connection is closed without reading the body. Otherwise, the body of
     * a successful response is streamed, and the exchange ends with it. Any other body is read at once, because the exchange continues after
     * a redirect.
     */
    private ClassicHttpResponse content(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        UpstreamExchange exchange = exchange(scope.clientContext);
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return response;
        }
        if (limits.isStatusEnough().test(response.getCode())) {
            exchange.drop();
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            response.setEntity(new ByteArrayEntity(new byte[0], type(entity)));
            return response;
        }
        requireDecoded(response, exchange);
        boolean isSuccess = response.getCode() < HttpStatus.SC_REDIRECTION;
        LimitedEntity limited = new LimitedEntity(
                entity,
                body -> isSuccess
                        ? new LimitedStream(
                                body, exchange, limits.maxBytes(), limits.maxBytesKey(), true, exchange::end)
                        : new LimitedStream(
                                body,
                                exchange,
                                limits.maxErrorBytes(),
                                ExchangeLimits.MAX_ERROR_BODY,
                                true,
                                UpstreamClient::ignoreEnd));
        response.setEntity(isSuccess ? limited : buffered(limited));
        return response;
    }

    /** One response before content decoding. */
    private ClassicHttpResponse wire(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        UpstreamExchange exchange = exchange(scope.clientContext);
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (isStreaming(entity)) {
            response.setEntity(new LimitedEntity(
                    entity,
                    body -> new LimitedStream(
                            body,
                            exchange,
                            limits.maxBytes(),
                            limits.maxBytesKey(),
                            false,
                            UpstreamClient::ignoreEnd)));
        }
        return response;
    }

    private static UpstreamExchange exchange(HttpContext context) {
        return (UpstreamExchange) context.getAttribute(EXCHANGE);
    }

    /** Requires that no content coding is left that a later step would decode without a limit. */
    private static void requireDecoded(ClassicHttpResponse response, UpstreamExchange exchange)
            throws UpstreamException {
        String coding = response.containsHeader(HttpHeaders.CONTENT_ENCODING)
                ? response.getLastHeader(HttpHeaders.CONTENT_ENCODING).getValue()
                : "identity";
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (!"identity".equalsIgnoreCase(coding.strip())) {
            throw exchange.fail(UpstreamException.ofContent(
                    exchange.place(),
                    "a body with the content coding '" + cut(coding) + "'",
                    "gzip, deflate or none",
                    "Check the response of the server, or of a proxy in front of it."));
        }
    }

    private static HttpEntity buffered(HttpEntity body) throws IOException {
        try (InputStream content = body.getContent()) {
            return new ByteArrayEntity(content.readAllBytes(), type(body));
        }
    }

    private static ContentType type(HttpEntity body) {
        return ContentType.parseLenient(body.getContentType());
    }

    /** The exchange does not end with this body. */
    private static void ignoreEnd() {}

    private static boolean isStreaming(HttpEntity entity) {
        return entity != null && entity.isStreaming();
    }

    private static String host(ClassicHttpRequest request) {
        return request.getAuthority().getHostName();
    }

    /** The last segment of the path: the name of a file, or a symbol. */
    private static String place(ClassicHttpRequest request) {
        String path = request.getPath().replaceFirst("\\?.*", "");
        return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
