/**
 * HTTP exchanges with upstreams: limits, deadlines, aborts, redirects, proxies and {@code Retry-After}. The meaning of a response belongs
 * to {@code cftc} and {@code price}.
 */
@NullMarked
package cotinga.upstream;

import org.jspecify.annotations.NullMarked;
