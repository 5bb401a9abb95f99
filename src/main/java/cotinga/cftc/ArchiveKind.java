package cotinga.cftc;

/** The formats in which the CFTC publishes a variant. */
public enum ArchiveKind {
    /** A zip of one calendar year, with a header. Every release rewrites the zip of the current year. */
    YEARLY,
    /** A zip of all years up to {@link Archive#LAST_BUNDLED_YEAR}, with a header. */
    BUNDLE,
    /** The current week as plain text without a header. */
    WEEKLY,
    /** Rows of the CFTC's Socrata service, the fallback for files that cannot be downloaded. */
    FALLBACK
}
