package cotinga.flow;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection to an HTTP server that sends any bytes and reads responses strictly. */
public final class Wire implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /**
     * A response.
     *
     * @param headers by their names in lower case
     * @param isLast whether the server closes the connection after it
     */
    @SuppressWarnings("ArrayRecordComponent") // it is read, never compared
    public record Answer(int status, Map<String, List<String>> headers, byte[] bytes, boolean isLast) {
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The value of a header that occurs at most once. */
        public Optional<String> header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw new AssertionError(name + " comes " + values.size() + " times: " + values);
            }
            return values.stream().findFirst();
        }

        @Override
        public String toString() {
            return status + " " + headers + "\n" + body().substring(0, Math.min(body().length(), 2_000));
        }
    }

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the characters of a text as bytes. */
    public void send(String latin1) throws IOException {
        socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /**
     * The next response; empty if the server has closed the connection instead.
     *
     * @param hasBody whether the response has a body, which a response to {@code HEAD} has not
     */
    public Optional<Answer> answer(boolean hasBody) throws IOException {
        Optional<String> statusLine = line();
        if (statusLine.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = statusLine.get().split(" ", 3);
        if (!parts[0].matches("HTTP/1\\.[01]") || !parts[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("'" + statusLine.get() + "' is no status line");
        }
        int status = Integer.parseInt(parts[1]);
        Map<String, List<String>> headers = headers();
        if (status == 100) {
            return answer(hasBody);
        }
        boolean empty = !hasBody || status == 204 || status == 304;
        byte[] body = empty ? new byte[0] : body(headers);
        boolean close = has(headers, "connection", "close")
                || (parts[0].endsWith("0") && !has(headers, "connection", "keep-alive"))
                || (!empty && !headers.containsKey("content-length") && !headers.containsKey("transfer-encoding"));
        return Optional.of(new Answer(status, headers, body, close));
    }

    /** Everything that the server sends before it closes the connection. */
    String text() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("'" + line + "' is no header");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (has(headers, "transfer-encoding", "chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.write(exactly(size));
                requiredLine();
            }
            headers();
            return body.toByteArray();
        }
        return headers.containsKey("content-length")
                ? exactly(Integer.parseInt(headers.get("content-length").get(0)))
                : in.readAllBytes();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(requiredLine(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the answer ends after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String requiredLine() throws IOException {
        return line().orElseThrow(() -> new EOFException("the answer ends within its head"));
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("'" + text + "' does not end as a line of HTTP does");
        }
        return Optional.of(text.substring(0, text.length() - 1));
    }

    private static boolean has(Map<String, List<String>> headers, String name, String value) {
        return headers.getOrDefault(name, List.of()).stream().anyMatch(value::equalsIgnoreCase);
    }
}
