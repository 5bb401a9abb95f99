package cotinga.analytics;

/** The signal of a crowded group. */
public enum Signal {
    BUY,
    SELL
}
