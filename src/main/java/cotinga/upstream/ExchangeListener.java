package cotinga.upstream;

import java.time.Duration;

/** Is notified of each exchange with an upstream that has ended. */
@FunctionalInterface
public interface ExchangeListener {
    /** How an exchange ended. */
    enum Outcome {
        /** A complete response with a status below 300. */
        OK,
        /** 304: the content has not changed. */
        NOT_MODIFIED,
        /** 404. */
        NOT_FOUND,
        /** 429: too many requests. */
        TOO_MANY,
        /** Another status of 4xx, or a redirect that was not followed. */
        REJECTED,
        /** A status of 5xx. */
        SERVER_ERROR,
        /** No response, or an incomplete one. */
        FAILED,
        /** The exchange was aborted here: it broke a limit, or its run ended. */
        ABORTED;

        static Outcome ofStatus(int status) {
            return switch (status) {
                case 304 -> NOT_MODIFIED;
                case 404 -> NOT_FOUND;
                case 429 -> TOO_MANY;
                default -> status < 300 ? OK : status < 500 ? REJECTED : SERVER_ERROR;
            };
        }
    }

    /**
     * An exchange has ended.
     *
     * @param host of the request, before redirects
     * @param bytes the size of the body after content decoding
     */
    void ended(String host, Outcome outcome, Duration took, long bytes);
}
