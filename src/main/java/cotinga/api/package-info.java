/** What REST answers: reads through the caches, and problems. */
@NullMarked
package cotinga.api;

import org.jspecify.annotations.NullMarked;
