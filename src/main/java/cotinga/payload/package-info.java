/**
 * The JSON and the tables about markets that files and REST share. Parameters, caching and status codes of REST are in {@code api}.
 */
@NullMarked
package cotinga.payload;

import org.jspecify.annotations.NullMarked;
