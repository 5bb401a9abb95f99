package cotinga.upstream;

import cotinga.base.Finding;
import java.io.IOException;

/** An exchange that was aborted here. A retry would fail in the same way. */
public final class UpstreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfContent;

    private UpstreamException(String message, boolean isOfContent) {
        super(message);
        this.isOfContent = isOfContent;
    }

    /** The response of the upstream cannot be used. */
    static UpstreamException ofContent(String place, String found, String expected, String remedy) {
        return new UpstreamException(new Finding(place, found, expected, remedy).message(), true);
    }

    /** The exchange could not be completed, which says nothing about the content. */
    static UpstreamException ofExchange(String place, String found, String expected, String remedy) {
        return new UpstreamException(new Finding(place, found, expected, remedy).message(), false);
    }

    /**
     * The exchange was aborted.
     *
     * @param reason a clause
     */
    static UpstreamException aborted(String place, String reason) {
        return new UpstreamException(
                place + ": download aborted, " + reason + ". The next run requests it again.", false);
    }

    /** Whether the content cannot be used; false if the exchange could not be completed. */
    public boolean isOfContent() {
        return isOfContent;
    }
}
