/** The progress of long work, and its display in the log and the terminal. Other packages report progress here and do not format it. */
@NullMarked
package cotinga.progress;

import org.jspecify.annotations.NullMarked;
