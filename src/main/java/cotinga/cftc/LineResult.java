package cotinga.cftc;

import cotinga.report.Week;

/** The result of parsing a line. */
sealed interface LineResult {
    /** The line is a week. */
    record Parsed(Week week) implements LineResult {}

    /** The line is malformed, for this reason. */
    record Malformed(String reason) implements LineResult {}

    /** The line is a week of the variant's other subtype, so the whole file is the wrong one. */
    record OtherSubtype(String found, String expected) implements LineResult {}
}
