package cotinga.cftc;

import cotinga.base.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The only member of a zip. Its size and checksum are compared with those in the zip's directory. */
final class ZipText extends LimitedText {
    private static final int SHOWN_CHARACTERS = 60;
    private static final int SHOWN_MEMBERS = 5;

    private final ZipFile zip;
    private final ZipEntry member;
    private final CRC32 checksum = new CRC32();

    private ZipText(ZipFile zip, ZipEntry member, String name, long packedBytes, long maxBytes) throws IOException {
        super(inflated(zip, member, name), name, packedBytes, maxBytes);
        this.zip = zip;
        this.member = member;
    }

    /**
     * Opens the only text file of a zip.
     *
     * @throws ArchiveException if it is damaged, or does not have exactly one text file
     */
    @SuppressWarnings("MustBeClosedChecker") // the stream that is returned closes it
    static InputStream open(Path file, String name, long maxInflatedBytes) throws IOException {
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
            throw new ArchiveException(
                    name, "a zip archive with " + membersOf(zip), ArchiveFile.ZIP, ArchiveFile.FORM_REMEDY);
        }
        ZipEntry member = zip.entries().nextElement();
        if (!isTextFile(member.getName())) {
            throw new ArchiveException(
                    name,
                    "a zip archive with '" + Excerpt.cut(member.getName(), SHOWN_CHARACTERS) + "'",
                    "one text file (*.txt or *.csv, in no folder)",
                    ArchiveFile.FORM_REMEDY);
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
                name,
                "a truncated or damaged zip archive (" + cause.getMessage() + ")",
                ArchiveFile.ZIP,
                ArchiveFile.RETRY_REMEDY);
        damaged.initCause(cause);
        return damaged;
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
                    ArchiveFile.RETRY_REMEDY);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        zip.close();
    }
}
