package cotinga.measure;

/** Whether something holds. */
public enum Truth {
    TRUE,
    FALSE,
    /** It depends on a value that does not exist. */
    UNDEFINED;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    /** Whether both hold: false if one is false, whatever the other is. */
    Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNDEFINED || other == UNDEFINED ? UNDEFINED : TRUE;
    }
}
