package cotinga.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body whose exchange fails when it becomes too long. A body that is closed early closes the connection: the rest is never
 * read, since it may not end.
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
     * @param isDecoded whether this is the content after decoding, or what comes over the wire
     * @param atEnd runs when the whole body has been read
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
            exchange.drop();
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
                    "Check what the server sends, or raise the limit."));
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
            } // else its connection was closed on purpose
        }
    }

    /** The end of what comes over the wire follows the end of the decoded content, unless something is wrong. */
    private boolean hasEndedByNow() {
        try {
            return read() < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
