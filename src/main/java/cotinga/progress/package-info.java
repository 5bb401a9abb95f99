/** The progress of long work, and its display. */
@NullMarked
package cotinga.progress;

import org.jspecify.annotations.NullMarked;
