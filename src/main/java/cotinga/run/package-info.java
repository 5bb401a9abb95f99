/**
 * Runs of reports and prices: when one may begin, what it plans, its progress, its end and its result. Routes decide on order,
 * parallelism and retries; {@code intake} has the steps.
 */
@NullMarked
package cotinga.run;

import org.jspecify.annotations.NullMarked;
