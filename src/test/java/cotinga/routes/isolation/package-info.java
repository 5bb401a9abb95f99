/** What tests of single routes share: a context with the tested routes, the application's beans, and mocks in place of other routes. */
@NullMarked
package cotinga.routes.isolation;

import org.jspecify.annotations.NullMarked;
