package cotinga.run;

import cotinga.cftc.ArchiveException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The body of an answer that may not be larger, nor take longer, than is good for the disk and for the run. */
final class LimitedDownload extends FilterInputStream {
    private static final int ONE = 1;

    private final String file;
    private final long maxBytes;
    private final Duration maxTime;
    private final Clock clock;
    private final Instant deadline;
    private long bytes;

    LimitedDownload(InputStream body, String file, long maxBytes, Duration maxTime, Clock clock) {
        super(body);
        this.file = file;
        this.maxBytes = maxBytes;
        this.maxTime = maxTime;
        this.clock = clock;
        this.deadline = clock.instant().plus(maxTime);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(ONE);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws ArchiveException {
        bytes += read;
        if (bytes > maxBytes) {
            throw new ArchiveException(
                    file,
                    "more than " + maxBytes + " bytes",
                    "at most that (cotinga.cftc.max-download)",
                    "Look at what the server sends, or raise the limit.");
        }
        if (clock.instant().isAfter(deadline)) {
            throw new ArchiveException(
                    file,
                    "a download of " + bytes + " bytes that has not ended after " + maxTime,
                    "one that ends in that time (cotinga.cftc.max-download-time)",
                    "Try again when the server is less busy, or raise the limit.");
        }
    }
}
