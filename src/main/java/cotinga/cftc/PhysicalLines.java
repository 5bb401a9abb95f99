package cotinga.cftc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text one by one, whatever stands in them: CRLF, LF or CR ends a line, and so does the end of the text. A UTF-8
 * byte order mark at the start and lines of nothing but white space are passed over; of a line longer than {@link #MAX_LENGTH}
 * only the beginning is kept.
 */
final class PhysicalLines {
    /** How many bytes a line may have, its end not counted. */
    static final int MAX_LENGTH = 1 << 20;

    /** How many bytes are kept of a line that is too long. */
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

    /** Moves on to the next line that is not blank; false at the end of the text. */
    boolean next() throws IOException {
        if (number == 0) {
            passByteOrderMark();
        }
        while (nextPhysical()) {
            if (!isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** The number of this line, the first one of the text being 1; blank lines count. */
    int number() {
        return number;
    }

    /** Whether this line is longer than {@link #MAX_LENGTH}. */
    boolean isTooLong() {
        return tooLong;
    }

    /** This line, its bytes taken for Latin-1; of one that is too long, its beginning. */
    String latin1() {
        return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** This line as text; of one that is too long, its beginning. */
    String text() {
        return FileText.decoded(latin1());
    }

    private boolean nextPhysical() throws IOException {
        if (afterCarriageReturn) {
            passLineFeed();
        }
        start = next;
        tooLong = false;
        int position = endOfLine(start);
        while (position == filled) {
            forgetWhatIsTooLong();
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

    private void forgetWhatIsTooLong() {
        if (filled - start > MAX_LENGTH) {
            tooLong = true;
            filled = start + KEPT;
        }
    }

    /** The position of the next end of a line, or that behind all bytes. */
    private int endOfLine(int from) {
        byte[] bytes = buffer;
        int limit = filled;
        int position = from;
        while (position < limit && !endsLine(bytes[position])) {
            position++;
        }
        return position;
    }

    /** Nearly all bytes are told apart by the first comparison. */
    private static boolean endsLine(byte character) {
        return character <= '\r' && (character == '\n' || character == '\r');
    }

    /** Reads on behind the line that has begun, which moves to the front of the buffer; false at the end of the text. */
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

    private void passByteOrderMark() throws IOException {
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

    private void passLineFeed() throws IOException {
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
