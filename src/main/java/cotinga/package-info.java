/** Start and composition: settings, the names that routes use, and the only main. */
@NullMarked
package cotinga;

import org.jspecify.annotations.NullMarked;
