/**
 * The responses of REST: parsed requests, cached reads, status and problems. HTTP itself is handled by {@code http} and the routes.
 */
@NullMarked
package cotinga.api;

import org.jspecify.annotations.NullMarked;
