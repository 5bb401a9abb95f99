/**
 * Tests of recovery after a killed process, a failed upstream or a full disk: the remaining state and the result of the next run. Other
 * failures are tested in {@code flow}.
 */
@NullMarked
package cotinga.recovery;

import org.jspecify.annotations.NullMarked;
