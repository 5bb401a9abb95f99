@NullMarked
package cotinga.watchlist;

import org.jspecify.annotations.NullMarked;
