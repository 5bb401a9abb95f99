package cotinga.cftc;

import cotinga.base.Excerpt;
import java.io.IOException;

/** An archive was rejected as a whole. The message states what was found, what was expected, and what to do. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String found;
    private final String expected;
    private final String remedy;

    /** @param remedy a sentence */
    public ArchiveException(String file, String found, String expected, String remedy) {
        super(Excerpt.name(file) + ": found " + found + ", expected " + expected + ". " + remedy);
        this.file = file;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
    }

    /** The name of the archive, such as {@code deacot2021.zip}. */
    public String file() {
        return file;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }

    public String remedy() {
        return remedy;
    }
}
