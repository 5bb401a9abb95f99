package cotinga.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body with a size limit; a longer body fails its exchange. Closing the body early closes the connection without reading the rest, which
 * may be endless.
 */
final class LimitedStream extends FilterInputStream {
    private final UpstreamExchange exchange;
    private final long maxBytes;
    private final String maxBytesKey;
    private final boolean isDecoded;
    private final Runnable atEnd;
    private long bytes;
    private boolean isAtEnd;

    /**
     * Limits a body.
     *
     * @param isDecoded whether these are the bytes after content decoding, or those on the wire
     * @param atEnd runs after the last byte
     */
    LimitedStream(
            InputStream body,
            UpstreamExchange exchange,
            long maxBytes,
            String maxBytesKey,
            boolean isDecoded,
            Runnable atEnd) {
        super(body);
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.maxBytesKey = maxBytesKey;
        this.isDecoded = isDecoded;
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            exchange.lose();
            exchange.requireUnfailed();
            throw e;
        }
        exchange.requireUnfailed();
        if (read < 0) {
            isAtEnd = true;
            atEnd.run();
        } else {
            count(read);
        }
        return read;
    }

    private void count(int read) throws UpstreamException {
        bytes += read;
        if (isDecoded) {
            exchange.noteBytes(read);
        }
        if (bytes > maxBytes) {
            throw exchange.fail(UpstreamException.ofContent(
                    exchange.place(),
                    "more than " + maxBytes + " bytes",
                    "at most that (" + maxBytesKey + ")",
                    "Check the response of the server, or raise the limit."));
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (!isAtEnd && (isDecoded || !hasEndedByNow())) {
            exchange.drop();
        }
        try {
            super.close();
        } catch (IOException e) {
            if (isAtEnd) {
                throw e;
            } // otherwise the connection was closed on purpose
        }
    }

    /** The bytes on the wire end with the decoded content, unless the response is damaged. */
    private boolean hasEndedByNow() {
        try {
            return read() < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
