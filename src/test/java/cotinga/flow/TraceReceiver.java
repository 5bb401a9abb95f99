package cotinga.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A receiver of OTLP over HTTP on this machine. */
final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Export> exports = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    /** A request with spans, as it arrived. */
    record Export(String path, String type, String coding, String token, List<ResourceSpans> spans) {}

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
                exports.add(new Export(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        coding,
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()));
            }
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        }
    }

    /** The next responses have this status. */
    void answer(int next) {
        status = next;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Export> exports() {
        return List.copyOf(exports);
    }

    /** All spans so far. */
    List<Span> spans() {
        return exports.stream()
                .flatMap(export -> export.spans().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
