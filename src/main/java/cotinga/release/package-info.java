/** When the CFTC publishes which report date: the rule, federal holidays, and the weeks that came late. */
@NullMarked
package cotinga.release;

import org.jspecify.annotations.NullMarked;
