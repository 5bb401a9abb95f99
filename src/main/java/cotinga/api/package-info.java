/** The responses of REST: reads through caches, parameters, status and problems. HTTP itself is handled by {@code guard} and the routes. */
@NullMarked
package cotinga.api;

import org.jspecify.annotations.NullMarked;
