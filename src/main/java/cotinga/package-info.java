/**
 * The start of the application, its settings, and the composition of all beans under the names that routes use. Routes decide when
 * something happens, and the other packages compute.
 */
@NullMarked
package cotinga;

import org.jspecify.annotations.NullMarked;
