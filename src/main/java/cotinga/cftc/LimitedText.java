package cotinga.cftc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A text with a limit on its length and on its compression ratio. */
class LimitedText extends FilterInputStream {
    /** CFTC archives reach a ratio of 11. A text shorter than the threshold may be more repetitive. */
    private static final long MAX_RATIO = 200;

    private static final long RATIO_THRESHOLD_BYTES = 16L << 20;

    private static final int SKIPPED_AT_ONCE = 4_096;

    final String name;
    private final long packedBytes;
    private final long maxBytes;
    private long bytes;

    LimitedText(InputStream text, String name, long packedBytes, long maxBytes) {
        super(text);
        this.name = name;
        this.packedBytes = packedBytes;
        this.maxBytes = maxBytes;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            bytes += count;
            rejectTooLong();
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, SKIPPED_AT_ONCE)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void rejectTooLong() throws ArchiveException {
        if (bytes > maxBytes) {
            throw new ArchiveException(
                    name,
                    "more than " + maxBytes + " bytes of text",
                    "at most that (cotinga.cftc.max-text)",
                    "If the file is genuine, raise cotinga.cftc.max-text.");
        }
        if (bytes > RATIO_THRESHOLD_BYTES && bytes > MAX_RATIO * packedBytes) {
            throw new ArchiveException(
                    name,
                    "text more than " + MAX_RATIO + " times as long as its compressed form of " + packedBytes
                            + " bytes",
                    "a ratio of about 10, as in other reports",
                    ArchiveFile.FORM_REMEDY);
        }
    }
}
