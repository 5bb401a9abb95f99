/** Which category a market belongs to, which report is its primary one, and under which symbol its price is found. */
@NullMarked
package cotinga.market;

import org.jspecify.annotations.NullMarked;
