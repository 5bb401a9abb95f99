/** The responses of the REST API: cached reads, records of the current state, and problems. */
@NullMarked
package cotinga.api;

import org.jspecify.annotations.NullMarked;
