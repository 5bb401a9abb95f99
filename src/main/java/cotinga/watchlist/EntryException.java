package cotinga.watchlist;

import cotinga.measure.NotAllowedException;

/** An entry of a watchlist that is not valid. */
public final class EntryException extends NotAllowedException {
    private static final long serialVersionUID = 1L;

    private final String field;

    EntryException(String field, String found, String expected) {
        super(field, found, expected);
        this.field = field;
    }

    /** The field that is not allowed, such as {@code report_type}. */
    public String field() {
        return field;
    }
}
