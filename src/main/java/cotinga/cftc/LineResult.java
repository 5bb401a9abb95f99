package cotinga.cftc;

import cotinga.report.Week;

/** What became of a line. */
sealed interface LineResult {
    /** It is a week. */
    record Understood(Week week) implements LineResult {}

    /** It is malformed, for this reason. */
    record NotUnderstood(String reason) implements LineResult {}

    /** It is a week of the variant's other subtype: the file is another than it was taken for. */
    record OfOtherSubtype(String found, String expected) implements LineResult {}
}
