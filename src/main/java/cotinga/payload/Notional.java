package cotinga.payload;

import cotinga.market.Contracts.Contract;
import org.jspecify.annotations.Nullable;

/**
 * That values are in money instead of contracts.
 *
 * @param contract what one contract is; null if it is not known, or not for the currency of the prices
 */
public record Notional(@Nullable Contract contract) {}
