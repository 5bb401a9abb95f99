package cotinga.upstream;

import java.io.IOException;

/** An exchange that was ended here: what was found, what was expected, and what helps. Another attempt would end the same way. */
public final class UpstreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfContent;

    private UpstreamException(String message, boolean isOfContent) {
        super(message);
        this.isOfContent = isOfContent;
    }

    /** The upstream sent something that cannot be used. */
    static UpstreamException ofContent(String place, String found, String expected, String remedy) {
        return new UpstreamException(message(place, found, expected, remedy), true);
    }

    /** The exchange itself could not be completed; this says nothing about the content. */
    static UpstreamException ofExchange(String place, String found, String expected, String remedy) {
        return new UpstreamException(message(place, found, expected, remedy), false);
    }

    private static String message(String place, String found, String expected, String remedy) {
        return place + ": found " + found + ", expected " + expected + ". " + remedy;
    }

    /** Whether it is about what the upstream sent, rather than about the way there. */
    public boolean isOfContent() {
        return isOfContent;
    }
}
