/** What stands before every route of the REST API: who may ask, under which name a request is known, what every answer carries. */
@NullMarked
package cotinga.guard;

import org.jspecify.annotations.NullMarked;
