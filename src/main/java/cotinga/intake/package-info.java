/**
 * What report runs and price runs take in: archives, the fallback, the inbox, release checks and charts, from the request to the stored
 * outcome. {@code run} records the runs themselves.
 */
@NullMarked
package cotinga.intake;

import org.jspecify.annotations.NullMarked;
