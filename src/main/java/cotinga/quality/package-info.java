/** Whether the reports are consistent in themselves: no Camel, no SQL, no clock. */
@NullMarked
package cotinga.quality;

import org.jspecify.annotations.NullMarked;
