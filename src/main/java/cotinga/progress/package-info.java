/** How far long work is, and where that is shown. */
@NullMarked
package cotinga.progress;

import org.jspecify.annotations.NullMarked;
