package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cotinga.report.ReportVariant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFileTest {
    private static final Archive YEARLY = Archive.yearly(ReportVariant.LEGACY_FO, 2021);
    private static final Archive WEEKLY = Archive.weekly(ReportVariant.LEGACY_FO);
    private static final long LIMIT = 100L << 20;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int CENTRAL_DIRECTORY_SIZE_FIELD = 24;

    private final Path folder;

    ArchiveFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"annual.txt", "ANNUAL.TXT", "annual.csv"})
    void opensTheOneTextOfAZip(String member) throws IOException {
        assertThat(read(YEARLY, zip(member, "a,b\r\n1,2\r\n"))).isEqualTo("a,b\r\n1,2\r\n");
        assertThat(read(Archive.bundle(ReportVariant.LEGACY_FO, 1986, 2016), zip(member, "x")))
                .isEqualTo("x");
    }

    @Test
    void opensTheCurrentWeekAsItIs() throws IOException {
        assertThat(read(WEEKLY, bytes("\"WHEAT\",1\r\n"))).isEqualTo("\"WHEAT\",1\r\n");
    }

    @Test
    void readsSingleBytesAndSkips() throws IOException {
        try (InputStream text = ArchiveFile.open(file(zip("annual.txt", "abcdef")), YEARLY, LIMIT)) {
            assertThat(text.read()).isEqualTo('a');
            assertThat(text.skip(2)).isEqualTo(2);
            assertThat(text.markSupported()).isFalse();
            assertThat(text.read()).isEqualTo('d');
            assertThat(text.readAllBytes()).hasSize(2);
            assertThat(text.read()).isEqualTo(-1);
        }
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        assertRejected(
                YEARLY,
                new byte[0],
                "deacot2021.zip: found an empty file, expected a zip archive with exactly one text file. "
                        + "Download it again. If the error remains, open the file in a browser.");
        assertRejected(
                WEEKLY,
                new byte[0],
                "deafut.txt: found an empty file, expected the lines of the current week as plain text.");
    }

    @Test
    void rejectsAWebPageAndShowsItsTitle() throws IOException {
        byte[] page = bytes(
                "\uFEFF \r\n<!DOCTYPE html><html><head><TITLE lang='en'>\n Access\tDenied </TITLE></head></html>");
        assertRejected(YEARLY, page, "deacot2021.zip: found a web page, 'Access Denied', expected a zip archive");
        assertRejected(
                WEEKLY, page, "deafut.txt: found a web page, 'Access Denied', expected the lines of the current week");
    }

    @Test
    void rejectsAWebPageWithoutTitleAndShowsItsBeginning() throws IOException {
        assertRejected(
                YEARLY,
                bytes("<html>" + "x".repeat(100)),
                "deacot2021.zip: found a web page, '<html>" + "x".repeat(54) + "…', expected a zip archive");
    }

    @Test
    void rejectsAFileThatIsNotAZip() throws IOException {
        assertRejected(
                YEARLY,
                bytes("Too Many Requests"),
                "deacot2021.zip: found a file that begins with 'Too Many Requests', expected a zip archive");
        assertRejected(
                YEARLY, bytes("PK"), "deacot2021.zip: found a file that begins with 'PK', expected a zip archive");
    }

    @Test
    void rejectsAZipInPlaceOfTheCurrentWeek() throws IOException {
        assertRejected(WEEKLY, zip("deafut.txt", "x"), "deafut.txt: found a zip archive, expected the lines");
    }

    @Test
    void rejectsATruncatedZip() throws IOException {
        byte[] whole = zip("annual.txt", noise(100_000));
        for (int length : new int[] {10, whole.length / 2, whole.length - 1}) {
            assertRejected(
                    YEARLY, Arrays.copyOf(whole, length), "deacot2021.zip: found a truncated or damaged zip archive (");
        }
    }

    @Test
    void rejectsAZipWhoseDataAreDamaged() throws IOException {
        byte[] reservedBlockType = zip("annual.txt", "a,b,c");
        reservedBlockType[beginOfData("annual.txt")] |= 0b110;
        assertRejected(
                YEARLY,
                reservedBlockType,
                "deacot2021.zip: found a truncated or damaged zip archive (invalid block type), expected a zip archive with");
        byte[] noLastBlock = zip("annual.txt", "a,b,c");
        noLastBlock[beginOfData("annual.txt")] &= ~0b1;
        assertRejected(YEARLY, noLastBlock, "deacot2021.zip: found a truncated or damaged zip archive (");
    }

    @Test
    void rejectsAZipWhoseDataDoNotMatchTheirChecksum() throws IOException {
        byte[] zip = storedZip("annual.txt", bytes("a,b,c"));
        zip[indexOf(zip, "a,b,c")] = 'x';
        assertRejected(
                YEARLY,
                zip,
                "deacot2021.zip: found a damaged zip archive: its text has 5 bytes and the checksum 43bd0897, expected"
                        + " 5 bytes and the checksum 2e4dfd64, as in its directory.");
    }

    @Test
    void rejectsAZipOfTwoMembersOrNone() throws IOException {
        assertRejected(
                YEARLY,
                zip("annual.txt", "x", "readme.txt", "y"),
                "deacot2021.zip: found a zip archive with 2 members (annual.txt, readme.txt), expected a zip archive with"
                        + " exactly one text file. The CFTC may have changed the format of its archives");
        assertRejected(
                YEARLY,
                zip("1.txt", "", "2.txt", "", "3.txt", "", "4.txt", "", "5.txt", "", "6.txt", ""),
                "deacot2021.zip: found a zip archive with 6 members (1.txt, 2.txt, 3.txt, 4.txt, 5.txt, …), expected");
        assertRejected(YEARLY, zip(), "deacot2021.zip: found a zip archive with no members, expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"annual.exe", "folder/annual.txt", "..\\annual.txt", "folder/"})
    void rejectsAMemberThatIsNoTextFile(String member) throws IOException {
        assertRejected(
                YEARLY,
                zip(member, ""),
                "deacot2021.zip: found a zip archive with '" + member
                        + "', expected one text file (*.txt or *.csv, in no folder)");
    }

    @Test
    void rejectsATextThatIsLongerThanAllowed() throws IOException {
        Path zip = file(zip("annual.txt", noise(1_001)));
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readAll(zip, YEARLY, 1_000))
                .withMessage("deacot2021.zip: found more than 1000 bytes of text, expected at most that"
                        + " (cotinga.cftc.max-text). If the file is genuine, raise cotinga.cftc.max-text.");
        assertThat(readAll(zip, YEARLY, 1_001)).hasSize(1_001);
        assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> readAll(file(bytes("12345")), WEEKLY, 4));
    }

    @Test
    void rejectsATextThatIsFarLongerThanItsCompressedForm() throws IOException {
        assertRejected(
                YEARLY,
                zip("annual.txt", " ".repeat(17 << 20)),
                "deacot2021.zip: found text more than 200 times as long as its compressed form of ");
    }

    @Test
    void countsWhileInflatingWhateverTheZipStates() throws IOException {
        byte[] zip = zip("annual.txt", noise(5_000));
        stateSize(zip, 10);
        Path file = file(zip);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readAll(file, YEARLY, 4_000))
                .withMessageStartingWith("deacot2021.zip: found more than 4000 bytes of text");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readAll(file, YEARLY, LIMIT))
                .withMessageStartingWith("deacot2021.zip: found a damaged zip archive: its text has 5000 bytes and"
                        + " the checksum f9522941, expected 10 bytes and the checksum f9522941, as in its directory.");
    }

    @Test
    void statesWhatWasFoundWhatWasExpectedAndWhatToDo() throws IOException {
        Path file = file(new byte[0]);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readAll(file, YEARLY, LIMIT))
                .satisfies(rejection -> {
                    assertThat(rejection.finding().place()).isEqualTo("deacot2021.zip");
                    assertThat(rejection.finding().found()).isEqualTo("an empty file");
                    assertThat(rejection.finding().expected()).isEqualTo("a zip archive with exactly one text file");
                    assertThat(rejection.finding().remedy()).startsWith("Download it again");
                });
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> readAll(folder.resolve("absent"), YEARLY, LIMIT));
    }

    private void assertRejected(Archive archive, byte[] content, String message) throws IOException {
        Path file = file(content);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readAll(file, archive, LIMIT))
                .withMessageStartingWith(message);
    }

    private String read(Archive archive, byte[] content) throws IOException {
        return new String(readAll(file(content), archive, LIMIT), StandardCharsets.UTF_8);
    }

    private static byte[] readAll(Path file, Archive archive, long limit) throws IOException {
        try (InputStream text = ArchiveFile.open(file, archive, limit)) {
            return text.readAllBytes();
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "archive", ".part"), content);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(bytes(namesAndTexts[i + 1]));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] storedZip(String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    /** The position of the first member's compressed data, which begin with the header of the first block: a bit for the last block and two bits of type. */
    private static int beginOfData(String name) {
        return LOCAL_HEADER_BYTES + name.length();
    }

    /** Changes the length of the text in the central directory. */
    private static void stateSize(byte[] zip, int size) {
        ByteBuffer.wrap(zip)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(indexOf(zip, "PK\u0001\u0002") + CENTRAL_DIRECTORY_SIZE_FIELD, size);
    }

    private static int indexOf(byte[] content, String text) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String noise(int length) {
        Random random = new Random(length);
        return random.ints(length, '0', 'z' + 1)
                .collect(StringBuilder::new, (text, character) -> text.append((char) character), StringBuilder::append)
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
