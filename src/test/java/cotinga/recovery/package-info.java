/** A process that is killed, an upstream that dies and a disk that is full: what is left, and what the next run makes of it. */
@NullMarked
package cotinga.recovery;

import org.jspecify.annotations.NullMarked;
