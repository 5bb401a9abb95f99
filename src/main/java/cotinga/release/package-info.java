/**
 * The CFTC's release calendar: its rule, federal holidays, late weeks, and the plan of release checks. {@code intake} sends the checks and
 * records their results.
 */
@NullMarked
package cotinga.release;

import org.jspecify.annotations.NullMarked;
