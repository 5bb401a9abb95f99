/** The CFTC's files: which URL they have, how their bytes become weeks, and what is malformed. */
@NullMarked
package cotinga.cftc;

import org.jspecify.annotations.NullMarked;
