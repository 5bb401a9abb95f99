/** Tests of the CFTC's files; the rules stand as tables under {@code spec}. */
@NullMarked
package cotinga.cftc;

import org.jspecify.annotations.NullMarked;
