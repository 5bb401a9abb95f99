package cotinga.base;

/**
 * What is wrong with something from outside: what was found, what was expected, and what to do.
 *
 * @param place a file, with its line where there is one, a symbol or an address
 * @param remedy a sentence; empty if the expectation says what to do
 */
public record Finding(String place, String found, String expected, String remedy) {
    /** A finding whose expectation says what to do. */
    public Finding(String place, String found, String expected) {
        this(place, found, expected, "");
    }

    /** The message. */
    public String message() {
        return place + ": found " + found + ", expected " + expected + (remedy.isEmpty() ? "" : ". " + remedy);
    }
}
