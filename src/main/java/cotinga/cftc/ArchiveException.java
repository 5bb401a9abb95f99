package cotinga.cftc;

import cotinga.base.Excerpt;
import cotinga.base.Finding;
import java.io.IOException;

/** An archive was rejected as a whole. The message states what was found, what was expected, and what to do. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    /**
     * A rejected archive.
     *
     * @param remedy a sentence
     */
    public ArchiveException(String file, String found, String expected, String remedy) {
        this(new Finding(Excerpt.name(file), found, expected, remedy));
    }

    private ArchiveException(Finding finding) {
        super(finding.message());
        this.finding = finding;
    }

    /** What was found and expected, and what to do. */
    public Finding finding() {
        return finding;
    }
}
