package cotinga.cftc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cotinga.report.ReportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the CFTC beside the project. Tests that need them are skipped if they are not available. */
public final class RealArchives {
    public static final Path FOLDER = Path.of("..", "shared", "data", "cftc");

    private RealArchives() {}

    /** All files below a folder, in the order of their paths. */
    public static List<Path> files(Path folder) throws IOException {
        assumeTrue(Files.isDirectory(folder), () -> "the real files are not available: " + folder);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The archive that a file is, by its name. */
    public static Optional<Archive> archiveOf(Path file) {
        return Stream.concat(
                        ArchivePlan.yearly(List.of(ReportVariant.values()), 1986, 2026).stream(),
                        ArchivePlan.weekly(List.of(ReportVariant.values())).stream())
                .filter(archive -> archive.fileName().equals(file.getFileName().toString()))
                .findFirst();
    }
}
