package cotinga.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.DiskReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFoldersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:30:00Z");

    private Path data;
    private ArchiveFolders folders;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        data = directory;
        folders = new ArchiveFolders(data, new DiskReserve(0), Clock.fixed(NOW, ZoneOffset.UTC));
        Files.createDirectories(data.resolve("incoming"));
    }

    @Test
    void keepsThePreviousEditionUnderTheTimeOfItsDownload() throws IOException {
        download("deacot2026.zip", "first", "2026-11-13T20:45:01Z");
        folders.accept("deacot2026.zip");
        download("deacot2026.zip", "second", "2026-11-20T20:29:00Z");
        folders.accept("deacot2026.zip");

        assertThat(data.resolve("archives/deacot2026.zip")).hasContent("second");
        assertThat(data.resolve("archives/earlier/deacot2026-20261113T204501Z.zip"))
                .hasContent("first");
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void archivesAnOlderEditionThatArrivesLateAsAnEarlierOne() throws IOException {
        download("deacot2026.zip", "newest", "2026-11-20T20:29:00Z");
        folders.accept("deacot2026.zip");
        download("deacot2026.zip", "older", "2026-11-20T20:30:00Z");
        folders.acceptEarlier("deacot2026.zip", Instant.parse("2026-11-13T20:30:00Z"));

        assertThat(data.resolve("archives/deacot2026.zip")).hasContent("newest");
        assertThat(data.resolve("archives/earlier/deacot2026-20261113T203000Z.zip"))
                .hasContent("older");
        assertThat(folders.removeEarlierBefore(NOW)).isZero();
        assertThat(folders.removeEarlierBefore(NOW.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void removesAnEditionAfterItsRetention() throws IOException {
        download("deafut.txt", "first", "2020-01-03T20:45:01Z");
        folders.accept("deafut.txt");
        download("deafut.txt", "second", "2026-11-20T20:29:00Z");
        folders.accept("deafut.txt");

        assertThat(folders.removeEarlierBefore(NOW)).isZero();
        assertThat(folders.removeEarlierBefore(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(files("archives/earlier")).isEmpty();
        assertThat(data.resolve("archives/deafut.txt")).hasContent("second");
    }

    @Test
    void neverRemovesTheNewestEdition() throws IOException {
        place("archives/earlier/deacot2020-20200103T204501Z.zip", "2020-02-01T00:00:00Z");
        place("archives/earlier/deacot2020-20210103T204501Z.zip", "2021-02-01T00:00:00Z");
        place("archives/earlier/README", "2019-02-01T00:00:00Z");

        assertThat(folders.removeEarlierBefore(NOW)).isEqualTo(1);
        assertThat(files("archives/earlier")).containsExactlyInAnyOrder("deacot2020-20210103T204501Z.zip", "README");
    }

    @Test
    void removesOldRejectedDownloads() throws IOException {
        place("rejected/old.zip", "2026-10-01T00:00:00Z");
        place("rejected/young.zip", "2026-11-19T00:00:00Z");

        assertThat(folders.removeRejectedBefore(Instant.parse("2026-10-21T00:00:00Z")))
                .isEqualTo(1);
        assertThat(files("rejected")).containsExactly("young.zip");
        assertThat(folders.removeEarlierBefore(NOW)).isZero();
    }

    private void download(String name, String content, String moment) throws IOException {
        Path file = Files.writeString(folders.incoming(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(moment)));
    }

    private void place(String path, String moment) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(moment)));
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
