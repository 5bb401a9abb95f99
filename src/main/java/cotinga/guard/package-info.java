/** The HTTP filter chain before every route of the REST API: request ids, credentials, rate limits, conditional requests, headers. */
@NullMarked
package cotinga.guard;

import org.jspecify.annotations.NullMarked;
