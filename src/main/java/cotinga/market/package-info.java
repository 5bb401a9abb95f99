/**
 * The category, the primary report and the price symbol of each market, read from data files. Names and weeks of markets come from the
 * reports, not from here.
 */
@NullMarked
package cotinga.market;

import org.jspecify.annotations.NullMarked;
