package cotinga.sandbox;

/** What happens to the newest release in the sandbox. */
public enum Scenario {
    /**
     * It appears at its time, and corrects the week before: whoever has downloaded no archive of the year yet receives the edition
     * without the correction first.
     */
    REVISED,
    /** It appears at its time. */
    NORMAL,
    /** It is late: the files still have the release before. */
    LATE,
    /** The files of tff/fo have only a few of its markets, so the application withholds it. */
    WITHHELD
}
