/**
 * HTTP exchanges with upstreams: limits, deadlines, aborts, redirects and proxies. The meaning of a response belongs to {@code cftc},
 * {@code socrata} and {@code yahoo}.
 */
@NullMarked
package cotinga.upstream;

import org.jspecify.annotations.NullMarked;
