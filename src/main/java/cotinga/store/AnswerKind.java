package cotinga.store;

/** What an answer is to the archive that was requested. */
public enum AnswerKind {
    /** An edition to store. */
    NEW,
    /** The stored edition. */
    STORED,
    /** The stored edition with a later date, which another file has outranked in between: it is read again. */
    STORED_ANEW,
    /** An edition that is older than the stored one: it gives only weeks that no newer file has. */
    OLDER,
    /** The older edition that was the answer before. */
    OLDER_AGAIN;

    /** Whether the weeks of the answer are read and stored. */
    public boolean isRead() {
        return switch (this) {
            case NEW, STORED_ANEW, OLDER -> true;
            case STORED, OLDER_AGAIN -> false;
        };
    }
}
