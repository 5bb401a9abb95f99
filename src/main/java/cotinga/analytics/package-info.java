/**
 * The analysis of a market's weeks: nets, percentages, indexes, signals and statistics, computed on plain arrays. It uses no Camel, no
 * SQL and no clock.
 */
@NullMarked
package cotinga.analytics;

import org.jspecify.annotations.NullMarked;
