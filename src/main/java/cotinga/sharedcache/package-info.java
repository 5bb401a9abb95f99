/** The second level of the caches of responses, in Redis. */
@NullMarked
package cotinga.sharedcache;

import org.jspecify.annotations.NullMarked;
