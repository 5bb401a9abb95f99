/** Watchlists: named lists of conditions on the newest weeks of markets, and how they are read. */
@NullMarked
package cotinga.watchlist;

import org.jspecify.annotations.NullMarked;
