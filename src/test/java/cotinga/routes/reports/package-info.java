/** Tests of the routes in {@code routes/reports}, each alone. */
@NullMarked
package cotinga.routes.reports;

import org.jspecify.annotations.NullMarked;
