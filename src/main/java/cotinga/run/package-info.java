/**
 * The steps that the routes of a run call: its record, its archives and symbols, its progress and its result. The routes decide on
 * order, parallelism and retries.
 */
@NullMarked
package cotinga.run;

import org.jspecify.annotations.NullMarked;
