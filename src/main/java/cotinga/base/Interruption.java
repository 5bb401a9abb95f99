package cotinga.base;

import java.util.Arrays;

/** Why an instance ends its work early. Nothing has failed, and the work is done again later. */
public enum Interruption {
    SHUTDOWN("the application is shutting down", "it resumes at the next start"),
    LEADERSHIP_LOST("this instance does not lead any more", "it resumes in the instance that leads"),
    OUTAGE("the database did not answer", "it resumes when the database answers");

    private final String reason;
    private final String continuation;

    Interruption(String reason, String continuation) {
        this.reason = reason;
        this.continuation = continuation;
    }

    /** The reason in words. */
    public String reason() {
        return reason;
    }

    /** What happens to an interrupted run. */
    public String continuation() {
        return continuation;
    }

    /** Whether a text is the reason of an interruption. */
    public static boolean isReason(String text) {
        return Arrays.stream(values()).anyMatch(interruption -> interruption.reason.equals(text));
    }
}
