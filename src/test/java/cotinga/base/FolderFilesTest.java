package cotinga.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
    private final Path folder;

    FolderFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void listsTheFilesOfAFolderThatMayBeMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "");
        Files.createDirectory(folder.resolve("b.json"));

        assertThat(FolderFiles.list(folder)).containsExactly(file);
        assertThat(FolderFiles.list(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void replacesAFileByItsPart() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "old");
        Path part = Files.writeString(FolderFiles.part(file), "new");

        FolderFiles.move(part, file);

        assertThat(file).hasContent("new");
        assertThat(FolderFiles.list(folder)).containsExactly(file);
    }

    @Test
    void removesThePartsOfItsOwnFilesOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "");
        Path other = Files.writeString(folder.resolve("b.json.part"), "");
        Files.writeString(FolderFiles.part(file), "");

        FolderFiles.removeParts(folder, "a.json"::equals);

        assertThat(FolderFiles.list(folder)).containsExactlyInAnyOrder(file, other);
    }

    @Test
    void removesAFileOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "");

        assertThat(FolderFiles.remove(file)).isTrue();
        assertThat(FolderFiles.remove(file)).isFalse();
    }
}
