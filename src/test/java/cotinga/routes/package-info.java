/** Tests of the route files: their names, references and schema. The behaviour of routes is tested in {@code flow}. */
@NullMarked
package cotinga.routes;

import org.jspecify.annotations.NullMarked;
