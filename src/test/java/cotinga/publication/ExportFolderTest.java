package cotinga.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.DiskReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
    private final Path directory;
    private final ExportFolder folder;

    ExportFolderTest(@TempDir Path directory) {
        this.directory = directory;
        this.folder = new ExportFolder(directory, new DiskReserve(0));
    }

    @Test
    void removesVanishedFilesAndUnfinishedPartsOfItsOwnAndNothingElse() throws IOException {
        folder.write("groups_tff.json", "[]".getBytes(UTF_8));
        folder.write("market_099741_tff_fo.json", "{}".getBytes(UTF_8));
        List<String> unfinished = List.of(
                "manifest.json.part",
                "market_13874+_tff_co.json.part",
                "markets_tff_fo.json.part",
                "groups_legacy.json.part");
        List<String> foreign = List.of(
                "notes.json.part", "market_me_tff_fo.json.part", "manifest.json.part.part", "x.part", "package.json");
        for (String name : Stream.concat(unfinished.stream(), foreign.stream()).toList()) {
            Files.writeString(directory.resolve(name), "begun");
        }

        folder.keepOnly(Set.of("groups_tff.json"));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("groups_tff.json"), foreign.stream())
                            .toList());
        }
    }
}
