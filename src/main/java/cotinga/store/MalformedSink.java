package cotinga.store;

/** Takes the lines that could not be understood. */
@FunctionalInterface
public interface MalformedSink {
    /**
     * Puts a line into quarantine.
     *
     * @param file the file it stands in
     * @param line its number, the first line being 1
     * @param reason what was found and what was expected
     * @param text the line as it came
     */
    void accept(String file, int line, String reason, String text);
}
