package cotinga.store.publications;

import java.util.Locale;

/** Why a variant is withheld from readers. */
public enum WithholdingCause {
    /** Its newest release has far fewer markets, or many published weeks are no longer stored. */
    SHRUNK,
    /** The open interest of its newest release is odd in most markets. */
    OPEN_INTEREST,
    /** Its newest release is dated after today. */
    FUTURE_DATE;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WithholdingCause ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
