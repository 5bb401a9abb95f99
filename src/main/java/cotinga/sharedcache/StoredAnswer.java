package cotinga.sharedcache;

import cotinga.api.Answer;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * A response as Redis stores it: a mark and a checksum, then the generation, the headers and the body. A body that has a compressed form is
 * stored in this form only.
 *
 * @param generation the response is valid while this is the generation of the shared cache
 */
record StoredAnswer(String generation, Answer answer) {
    /** A larger value is not stored: to receive it could take longer than a request may wait. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_BYTES_OF_BODY = 64 * MOST_BYTES;
    private static final int MARK = 0x43544131; // "CTA1"; another form needs another mark
    private static final int BEGIN = 2 * Integer.BYTES; // the mark and the checksum
    private static final int MOST_BYTES_OF_HEADERS = 256;

    /** The bytes; empty if the response is too large. */
    Optional<Buffer> bytes() {
        Buffer content = answer.gzip() == null ? answer.body() : answer.gzip();
        if (content.length() > MOST_BYTES || answer.body().length() > MOST_BYTES_OF_BODY) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length() + MOST_BYTES_OF_HEADERS);
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeUTF(generation);
            data.writeUTF(answer.contentType());
            data.writeBoolean(answer.disposition() != null);
            if (answer.disposition() != null) {
                data.writeUTF(answer.disposition());
            }
            data.writeBoolean(answer.gzip() != null);
            data.writeInt(answer.body().length());
            data.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be written", e);
        }
        byte[] written = bytes.toByteArray();
        return Optional.of(Buffer.buffer(BEGIN + written.length)
                .appendInt(MARK)
                .appendInt(checksum(written, 0))
                .appendBytes(written));
    }

    /**
     * Reads the bytes.
     *
     * @throws IOException if they are something else, or incomplete
     */
    static StoredAnswer of(byte[] bytes) throws IOException {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (bytes.length < BEGIN || data.readInt() != MARK || data.readInt() != checksum(bytes, BEGIN)) {
                throw new IOException(
                        "found " + bytes.length + " bytes without the mark or the checksum of a response");
            }
            String generation = data.readUTF();
            String contentType = data.readUTF();
            String disposition = data.readBoolean() ? data.readUTF() : null;
            boolean isCompressed = data.readBoolean();
            int length = data.readInt();
            byte[] content = data.readAllBytes();
            byte[] body = isCompressed ? inflated(content, length) : content;
            if (body.length != length) {
                throw new IOException("found a body of " + body.length + " bytes, expected " + length);
            }
            return new StoredAnswer(
                    generation,
                    new Answer(
                            Buffer.buffer(body),
                            contentType,
                            disposition,
                            isCompressed ? Buffer.buffer(content) : null,
                            Optional.empty()));
        }
    }

    /** At most one byte more than expected, and never more than a response may have. */
    private static byte[] inflated(byte[] content, int expected) throws IOException {
        if (expected < 0 || expected > MOST_BYTES_OF_BODY) {
            throw new IOException("found a length of " + expected + ", expected at most " + MOST_BYTES_OF_BODY);
        }
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return body.readNBytes(expected + 1);
        }
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }
}
