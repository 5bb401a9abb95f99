/** Tests of the routes in {@code routes/publish}, each alone. */
@NullMarked
package cotinga.routes.publish;

import org.jspecify.annotations.NullMarked;
