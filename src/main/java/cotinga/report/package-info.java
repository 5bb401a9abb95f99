/**
 * The terms of the Commitments of Traders that all packages share: variants, trader groups, weeks and markets. It contains neither HTTP
 * nor SQL.
 */
@NullMarked
package cotinga.report;

import org.jspecify.annotations.NullMarked;
