/**
 * The CFTC's Socrata service, the fallback for its files: the queries, and the conversion of rows into weeks. {@code intake} decides when
 * the fallback is used.
 */
@NullMarked
package cotinga.cftc.socrata;

import org.jspecify.annotations.NullMarked;
