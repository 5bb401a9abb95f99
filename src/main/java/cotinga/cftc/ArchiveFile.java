package cotinga.cftc;

import cotinga.base.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a downloaded archive and opens its text. */
public final class ArchiveFile {
    private static final int PEEKED_BYTES = 4_096;
    private static final int SHOWN_CHARACTERS = 60;
    static final String ZIP = "a zip archive with exactly one text file";
    private static final String TEXT = "the lines of the current week as plain text";
    static final String RETRY_REMEDY = "Download it again. If the error remains, open the file in a browser.";
    private static final String PAGE_REMEDY =
            "The CFTC sends a page to clients that it blocks and during an outage. Retry later, or set cotinga.cftc.base-url to a mirror.";
    static final String FORM_REMEDY =
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
                yield ZipText.open(file, name, maxInflatedBytes);
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
}
