/** Tests of the routes in {@code routes/prices}, each alone. */
@NullMarked
package cotinga.routes.prices;

import org.jspecify.annotations.NullMarked;
