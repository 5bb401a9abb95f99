/** The CFTC's Socrata service, the fall-back for its files: which question, and how the rows of the answer become weeks. */
@NullMarked
package cotinga.socrata;

import org.jspecify.annotations.NullMarked;
