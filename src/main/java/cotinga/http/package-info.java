/**
 * The HTTP gateway before the routes of REST: request ids, authentication, limits, validation, cached responses and streams of
 * events. The content of responses comes from {@code api}.
 */
@NullMarked
package cotinga.http;

import org.jspecify.annotations.NullMarked;
