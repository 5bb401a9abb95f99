package cotinga.store.weeks;

/** How a response compares with the stored edition of its archive. */
public enum AnswerKind {
    /** An edition to store. */
    NEW,
    /** The stored edition. */
    STORED,
    /** The stored edition with a later date, after another file outranked it; it is read again. */
    STORED_ANEW,
    /** An edition that is older than the stored one. Only weeks that no newer file has are taken from it. */
    OLDER,
    /** The older edition that was also the last response. */
    OLDER_AGAIN;

    /** Whether the weeks of the response are read and stored. */
    public boolean isRead() {
        return switch (this) {
            case NEW, STORED_ANEW, OLDER -> true;
            case STORED, OLDER_AGAIN -> false;
        };
    }
}
