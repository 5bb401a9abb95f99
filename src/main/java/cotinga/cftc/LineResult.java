package cotinga.cftc;

import cotinga.report.Week;

/** What became of a line. */
sealed interface LineResult {
    /** It is a week. */
    record Understood(Week week) implements LineResult {}

    /** It is malformed, for this reason. */
    record NotUnderstood(String reason) implements LineResult {}
}
