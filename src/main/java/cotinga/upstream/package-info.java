/** HTTP exchanges with upstreams: what they may cost, how they are aborted, where redirects and proxies may lead. */
@NullMarked
package cotinga.upstream;

import org.jspecify.annotations.NullMarked;
