package cotinga.base;

import org.jspecify.annotations.Nullable;

/** A data file was rejected, either a shipped one or one that replaces it. */
public final class DataFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    DataFileException(String file, long line, String found, String expected, @Nullable Throwable cause) {
        this(new Finding(file + (line > 0 ? " line " + line : ""), found, expected), cause);
    }

    private DataFileException(Finding finding, @Nullable Throwable cause) {
        super(finding.message(), cause);
        this.finding = finding;
    }

    /** What was found and expected, and what to do. */
    public Finding finding() {
        return finding;
    }
}
