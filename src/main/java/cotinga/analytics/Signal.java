package cotinga.analytics;

/** What a crowded group suggests. */
public enum Signal {
    BUY,
    SELL
}
