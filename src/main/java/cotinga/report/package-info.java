/**
 * The terms that all packages share: variants, trader groups, weeks, markets, prices, and excerpts for messages. It depends on no other
 * package, and contains neither HTTP nor SQL.
 */
@NullMarked
package cotinga.report;

import org.jspecify.annotations.NullMarked;
