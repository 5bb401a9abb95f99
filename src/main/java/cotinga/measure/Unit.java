package cotinga.measure;

/**
 * What the positions of a market are counted in.
 *
 * @param isNotional whether in money instead of contracts
 * @param valueAtOne the value of a contract at a price of 1, NaN if it is not known; not used for contracts
 */
public record Unit(boolean isNotional, double valueAtOne) {
    /** Contracts. */
    public static final Unit CONTRACTS = new Unit(false, Double.NaN);

    /** Money: contracts times the value of one at the close on the report date, else at the last close up to 5 days before. */
    public static Unit notional(double valueAtOne) {
        return new Unit(true, valueAtOne);
    }
}
