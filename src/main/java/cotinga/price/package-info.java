/**
 * The terms of daily prices: symbols, requests, bars and their units. The sources are in the packages below it; {@code store.prices} saves
 * prices.
 */
@NullMarked
package cotinga.price;

import org.jspecify.annotations.NullMarked;
