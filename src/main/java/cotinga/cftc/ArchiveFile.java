package cotinga.cftc;

import cotinga.report.Excerpt;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Checks a downloaded archive and opens its text. */
public final class ArchiveFile {
    private static final int PEEKED_BYTES = 4_096;
    private static final int SHOWN_CHARACTERS = 60;
    private static final int SHOWN_MEMBERS = 5;
    private static final String ZIP = "a zip archive with exactly one text file";
    private static final String TEXT = "the lines of the current week as plain text";
    private static final String RETRY_REMEDY = "Download it again. If the error remains, open the file in a browser.";
    private static final String PAGE_REMEDY =
            "The CFTC sends a page to clients that it blocks and during an outage. Retry later, or set cotinga.cftc.base-url to a mirror.";
    private static final String FORM_REMEDY =
            "The CFTC may have changed the format of its archives. Inspect the file before you retry.";
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ArchiveFile() {}

    /**
     * Opens the text of a downloaded archive. It is inflated while it is read, so {@link InputStream#read} throws an
     * {@link ArchiveException} if the archive proves to be damaged.
     *
     * @param maxInflatedBytes the maximum length of the text
     * @throws ArchiveException if the file is empty or a web page, or is not an intact zip with exactly one text file
     */
    public static InputStream open(Path file, Archive archive, long maxInflatedBytes) throws IOException {
        byte[] beginning = beginningOf(file);
        String name = archive.fileName();
        return switch (archive.kind()) {
            case YEARLY, BUNDLE -> {
                rejectEmptyOrPage(name, beginning, ZIP);
                if (!isZip(beginning)) {
                    throw new ArchiveException(
                            name, "a file that begins with " + excerpt(beginning), ZIP, RETRY_REMEDY);
                }
                yield openZip(file, name, maxInflatedBytes);
            }
            case WEEKLY -> {
                rejectEmptyOrPage(name, beginning, TEXT);
                if (isZip(beginning)) {
                    throw new ArchiveException(name, "a zip archive", TEXT, FORM_REMEDY);
                }
                yield openText(file, name, maxInflatedBytes);
            }
            case FALLBACK -> openText(file, name, maxInflatedBytes);
        };
    }

    private static byte[] beginningOf(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(PEEKED_BYTES);
        }
    }

    private static void rejectEmptyOrPage(String name, byte[] beginning, String expected) throws ArchiveException {
        if (beginning.length == 0) {
            throw new ArchiveException(name, "an empty file", expected, RETRY_REMEDY);
        }
        String text = withoutByteOrderMark(new String(beginning, StandardCharsets.UTF_8));
        if (text.stripLeading().startsWith("<")) {
            throw new ArchiveException(name, "a web page, " + titleOf(text), expected, PAGE_REMEDY);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String titleOf(String page) {
        Matcher title = TITLE.matcher(page);
        return title.find()
                ? "'" + Excerpt.cut(title.group(1), SHOWN_CHARACTERS) + "'"
                : "'" + Excerpt.cut(page, SHOWN_CHARACTERS) + "'";
    }

    /** Whether a file begins with the signature of a zip member, or of the end of an empty zip. */
    private static boolean isZip(byte[] beginning) {
        return startsWith(beginning, 'P', 'K', 3, 4) || startsWith(beginning, 'P', 'K', 5, 6);
    }

    private static boolean startsWith(byte[] beginning, int... signature) {
        for (int i = 0; i < signature.length; i++) {
            if (i >= beginning.length || beginning[i] != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private static String excerpt(byte[] beginning) {
        return "'" + Excerpt.cut(new String(beginning, StandardCharsets.ISO_8859_1), SHOWN_CHARACTERS) + "'";
    }

    private static InputStream openText(Path file, String name, long maxInflatedBytes) throws IOException {
        return new LimitedText(Files.newInputStream(file), name, Files.size(file), maxInflatedBytes);
    }

    @SuppressWarnings("MustBeClosedChecker") // the stream that is returned closes it
    private static InputStream openZip(Path file, String name, long maxInflatedBytes) throws IOException {
        ZipFile zip = zipFile(file, name);
        try {
            ZipEntry member = onlyMember(zip, name);
            return new ZipText(zip, member, name, Files.size(file), maxInflatedBytes);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zipFile(Path file, String name) throws IOException {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    private static ZipEntry onlyMember(ZipFile zip, String name) throws ArchiveException {
        if (zip.size() != 1) {
            throw new ArchiveException(name, "a zip archive with " + membersOf(zip), ZIP, FORM_REMEDY);
        }
        ZipEntry member = zip.entries().nextElement();
        if (!isTextFile(member.getName())) {
            throw new ArchiveException(
                    name,
                    "a zip archive with '" + Excerpt.cut(member.getName(), SHOWN_CHARACTERS) + "'",
                    "one text file (*.txt or *.csv, in no folder)",
                    FORM_REMEDY);
        }
        return member;
    }

    private static String membersOf(ZipFile zip) {
        if (zip.size() == 0) {
            return "no members";
        }
        List<String> names = zip.stream()
                .limit(SHOWN_MEMBERS)
                .map(member -> Excerpt.cut(member.getName(), SHOWN_CHARACTERS))
                .toList();
        return zip.size() + " members ("
                + names.stream().collect(Collectors.joining(", "))
                + (zip.size() > SHOWN_MEMBERS ? ", …" : "") + ")";
    }

    private static boolean isTextFile(String member) {
        String lower = member.toLowerCase(Locale.ROOT);
        return (lower.endsWith(".txt") || lower.endsWith(".csv")) && !lower.contains("/") && !lower.contains("\\");
    }

    private static ArchiveException damaged(String name, IOException cause) {
        ArchiveException damaged = new ArchiveException(
                name, "a truncated or damaged zip archive (" + cause.getMessage() + ")", ZIP, RETRY_REMEDY);
        damaged.initCause(cause);
        return damaged;
    }

    /** A text with a limit on its length and on its compression ratio. */
    private static class LimitedText extends FilterInputStream {
        /** CFTC archives reach a ratio of 11. A text shorter than the threshold may be more repetitive. */
        private static final long MAX_RATIO = 200;

        private static final long RATIO_THRESHOLD_BYTES = 16L << 20;

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
            return readNBytes((int) Math.min(count, PEEKED_BYTES)).length;
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
                        FORM_REMEDY);
            }
        }
    }

    /** The only member of a zip. Its size and checksum are compared with those in the zip's directory. */
    private static final class ZipText extends LimitedText {
        private final ZipFile zip;
        private final ZipEntry member;
        private final CRC32 checksum = new CRC32();

        ZipText(ZipFile zip, ZipEntry member, String name, long packedBytes, long maxBytes) throws IOException {
            super(inflated(zip, member, name), name, packedBytes, maxBytes);
            this.zip = zip;
            this.member = member;
        }

        private static InputStream inflated(ZipFile zip, ZipEntry member, String name) throws IOException {
            try {
                return zip.getInputStream(member);
            } catch (ZipException e) {
                throw damaged(name, e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = inflate(buffer, offset, length);
            if (count > 0) {
                checksum.update(buffer, offset, count);
            } else if (count < 0) {
                compareWithDirectory();
            }
            return count;
        }

        private int inflate(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw damaged(name, e);
            }
        }

        private void compareWithDirectory() throws ArchiveException {
            if (bytes() != member.getSize() || checksum.getValue() != member.getCrc()) {
                throw new ArchiveException(
                        name,
                        "a damaged zip archive: its text has " + bytes() + " bytes and the checksum "
                                + Long.toHexString(checksum.getValue()),
                        member.getSize() + " bytes and the checksum " + Long.toHexString(member.getCrc())
                                + ", as in its directory",
                        RETRY_REMEDY);
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }
}
