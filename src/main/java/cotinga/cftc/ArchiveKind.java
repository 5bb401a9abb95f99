package cotinga.cftc;

/** The forms in which the CFTC publishes a variant. */
public enum ArchiveKind {
    /** A zip of one calendar year, with a header; the running year's is rewritten at every release. */
    YEARLY,
    /** A zip of all years up to {@link Archive#LAST_BUNDLED_YEAR}, with a header. */
    BUNDLE,
    /** The current week as plain text without a header. */
    WEEKLY,
    /** Rows of the CFTC's Socrata service, which stands in where its files cannot be had. */
    FALLBACK
}
