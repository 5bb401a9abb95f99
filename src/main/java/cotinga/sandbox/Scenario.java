package cotinga.sandbox;

/** What happens to the newest release in the sandbox. */
public enum Scenario {
    /** It appears at its time. */
    NORMAL,
    /** It is late: the files still have the release before. */
    LATE,
    /** The files of tff/fo have only a few of its markets, so the application withholds it. */
    WITHHELD
}
