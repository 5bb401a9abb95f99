package cotinga.base;

import org.jspecify.annotations.Nullable;

/** A data file was rejected, either a shipped one or one that replaces it. */
public final class DataFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String found;
    private final String expected;

    DataFileException(String file, long line, String found, String expected, @Nullable Throwable cause) {
        super("%s%s: found %s, expected %s".formatted(file, line > 0 ? " line " + line : "", found, expected), cause);
        this.file = file;
        this.line = line;
        this.found = found;
        this.expected = expected;
    }

    /** The file's path, or the name of the resource inside the application. */
    public String file() {
        return file;
    }

    /** The physical line; the first line is 1. 0 if the problem concerns the file as a whole. */
    public long line() {
        return line;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
