/** HTTP exchanges with upstreams: limits, deadlines, aborts, redirects and proxies. */
@NullMarked
package cotinga.upstream;

import org.jspecify.annotations.NullMarked;
