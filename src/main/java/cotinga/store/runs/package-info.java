/** Runs and their steps, and the runs of processes that died. What a run does is in {@code run} and {@code intake}. */
@NullMarked
package cotinga.store.runs;

import org.jspecify.annotations.NullMarked;
