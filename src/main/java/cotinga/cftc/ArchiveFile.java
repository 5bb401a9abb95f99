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

/** Opens a downloaded archive as text, after checks. */
public final class ArchiveFile {
    private static final int PEEKED_BYTES = 4_096;
    private static final int SHOWN_CHARACTERS = 60;
    private static final int SHOWN_MEMBERS = 5;
    private static final String ZIP = "a zip archive with exactly one text file";
    private static final String TEXT = "the lines of the current week as plain text";
    private static final String TRY_AGAIN = "Download it again; if that does not help, look at it in a browser.";
    private static final String PAGE_REMEDY =
            "The CFTC answers some clients and outages with a page: try again later, or set cotinga.cftc.base-url to a mirror.";
    private static final String FORM_REMEDY =
            "The CFTC may have changed the form of its archives: look into the file before it is tried again.";
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ArchiveFile() {}

    /**
     * The text of a downloaded archive. It is inflated while it is read: damage that shows only then comes as an
     * {@link ArchiveException} from {@link InputStream#read}.
     *
     * @param maxInflatedBytes how long the text may be
     * @throws ArchiveException when the file is empty, a web page, no zip, a damaged zip, or a zip of anything but one text
     */
    public static InputStream open(Path file, Archive archive, long maxInflatedBytes) throws IOException {
        byte[] beginning = beginningOf(file);
        String name = archive.fileName();
        return switch (archive.kind()) {
            case YEARLY, BUNDLE -> {
                refuseEmptyOrPage(name, beginning, ZIP);
                if (!isZip(beginning)) {
                    throw new ArchiveException(name, "a file that begins with " + shown(beginning), ZIP, TRY_AGAIN);
                }
                yield openZip(file, name, maxInflatedBytes);
            }
            case WEEKLY -> {
                refuseEmptyOrPage(name, beginning, TEXT);
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

    private static void refuseEmptyOrPage(String name, byte[] beginning, String expected) throws ArchiveException {
        if (beginning.length == 0) {
            throw new ArchiveException(name, "an empty file", expected, TRY_AGAIN);
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

    /** Whether it begins like a member of a zip archive, or like the end of an empty one. */
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

    private static String shown(byte[] beginning) {
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
            return "nothing in it";
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
                name, "a truncated or damaged zip archive (" + cause.getMessage() + ")", ZIP, TRY_AGAIN);
        damaged.initCause(cause);
        return damaged;
    }

    /** A text that must not become longer than allowed, nor longer than its compressed form makes plausible. */
    private static class LimitedText extends FilterInputStream {
        /** CFTC archives reach 11; a text shorter than the threshold may be more repetitive. */
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
                refuseTooLong();
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

        private void refuseTooLong() throws ArchiveException {
            if (bytes > maxBytes) {
                throw new ArchiveException(
                        name,
                        "more than " + maxBytes + " bytes of text",
                        "no more than that (cotinga.cftc.max-text)",
                        "If the file is genuine, raise the limit.");
            }
            if (bytes > RATIO_THRESHOLD_BYTES && bytes > MAX_RATIO * packedBytes) {
                throw new ArchiveException(
                        name,
                        "text more than " + MAX_RATIO + " times as long as its compressed form of " + packedBytes
                                + " bytes",
                        "the ratio of a report, about 10",
                        FORM_REMEDY);
            }
        }
    }

    /** The one member of a zip, held against the size and the checksum that the zip states. */
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
                compareWithStated();
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

        private void compareWithStated() throws ArchiveException {
            if (bytes() != member.getSize() || checksum.getValue() != member.getCrc()) {
                throw new ArchiveException(
                        name,
                        "a damaged zip archive: the " + bytes() + " bytes in it are not the " + member.getSize()
                                + " bytes that it states",
                        "the size and the checksum that it states",
                        TRY_AGAIN);
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }
}
