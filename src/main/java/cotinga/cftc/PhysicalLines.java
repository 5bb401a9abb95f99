package cotinga.cftc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits a text into lines, whatever they contain. CRLF, LF, CR and the end of the text end a line. A UTF-8 byte order mark at the start
 * and lines of white space are skipped. A line longer than {@link #MAX_LENGTH} is cut.
 */
final class PhysicalLines {
    /** The maximum length of a line in bytes, without its end. */
    static final int MAX_LENGTH = 1 << 20;

    /** The number of bytes to keep of a line that is too long. */
    private static final int KEPT = 4 * MalformedLine.MAX_TEXT;

    private static final int CHUNK = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream stream;
    private final byte[] buffer = new byte[MAX_LENGTH + CHUNK];
    private int filled;
    private int start;
    private int end;
    private int next;
    private int number;
    private boolean tooLong;
    private boolean afterCarriageReturn;

    PhysicalLines(InputStream stream) {
        this.stream = stream;
    }

    /** Advances to the next line that is not blank. Returns false at the end of the text. */
    boolean next() throws IOException {
        if (number == 0) {
            skipByteOrderMark();
        }
        while (nextPhysical()) {
            if (!isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** The number of this line. The first line of the text is 1, and blank lines count. */
    int number() {
        return number;
    }

    /** Whether this line is longer than {@link #MAX_LENGTH}. */
    boolean isTooLong() {
        return tooLong;
    }

    /** This line, decoded as Latin-1. If it is too long, its beginning. */
    String latin1() {
        return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** This line, decoded as UTF-8 or Latin-1. If it is too long, its beginning. */
    String text() {
        return FileText.decoded(latin1());
    }

    private boolean nextPhysical() throws IOException {
        if (afterCarriageReturn) {
            skipLineFeed();
        }
        start = next;
        tooLong = false;
        int position = endOfLine(start);
        while (position == filled) {
            discardExcess();
            int scanned = filled - start;
            if (!fill()) {
                return endOfText();
            }
            position = endOfLine(start + scanned);
        }
        number++;
        endLine(position);
        next = position + 1;
        afterCarriageReturn = buffer[position] == '\r';
        return true;
    }

    private boolean endOfText() {
        next = filled;
        if (start == filled) {
            return false;
        }
        number++;
        endLine(filled);
        return true;
    }

    private void endLine(int position) {
        tooLong |= position - start > MAX_LENGTH;
        end = tooLong ? start + KEPT : position;
    }

    private void discardExcess() {
        if (filled - start > MAX_LENGTH) {
            tooLong = true;
            filled = start + KEPT;
        }
    }

    /** The position of the next end of a line, or of the end of the buffered bytes. */
    private int endOfLine(int from) {
        byte[] bytes = buffer;
        int limit = filled;
        int position = from;
        while (position < limit && !endsLine(bytes[position])) {
            position++;
        }
        return position;
    }

    /** The first comparison decides for nearly all bytes. */
    private static boolean endsLine(byte character) {
        return character <= '\r' && (character == '\n' || character == '\r');
    }

    /** Moves the current line to the front of the buffer and reads more bytes. Returns false at the end of the text. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        int count = stream.read(buffer, filled, CHUNK);
        if (count < 0) {
            return false;
        }
        filled += count;
        return true;
    }

    private void skipByteOrderMark() throws IOException {
        boolean more = true;
        while (more && filled < BYTE_ORDER_MARK.length) {
            more = fill();
        }
        for (byte expected : BYTE_ORDER_MARK) {
            if (next >= filled || buffer[next] != expected) {
                next = 0;
                return;
            }
            next++;
        }
    }

    private void skipLineFeed() throws IOException {
        afterCarriageReturn = false;
        if (next == filled) {
            start = filled;
            next = 0;
            if (!fill()) {
                return;
            }
        }
        if (buffer[next] == '\n') {
            next++;
        }
    }

    private boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (!Cell.isBlank((char) buffer[i])) {
                return false;
            }
        }
        return true;
    }
}
