/** Tests of the routes in {@code routes/rest}, each alone. */
@NullMarked
package cotinga.routes.rest;

import org.jspecify.annotations.NullMarked;
