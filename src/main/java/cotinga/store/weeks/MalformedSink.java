package cotinga.store.weeks;

/** Receives malformed lines. */
@FunctionalInterface
public interface MalformedSink {
    /**
     * Quarantines a line.
     *
     * @param file the file that contains it
     * @param line its number, the first line being 1
     * @param reason what was found and what was expected
     * @param text the line as it was received
     */
    void accept(String file, int line, String reason, String text);
}
