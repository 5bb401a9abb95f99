/** Tests of the routes in {@code routes/upkeep}, each alone. */
@NullMarked
package cotinga.routes.upkeep;

import org.jspecify.annotations.NullMarked;
