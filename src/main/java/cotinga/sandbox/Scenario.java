package cotinga.sandbox;

/** What happens to the newest release in the sandbox. */
public enum Scenario {
    /** It appears at its time. A first download receives an edition of the year's archives in which some markets' week before is wrong. */
    REVISED,
    /** It appears at its time. */
    NORMAL,
    /** It is late: the files still have the release before. */
    LATE,
    /**
     * The files of tff/fo have only a few of its markets, so the application withholds it. A first download receives the release before,
     * as the application only withholds what it can compare.
     */
    WITHHELD
}
