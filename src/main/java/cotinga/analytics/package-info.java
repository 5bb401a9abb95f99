/** What the weeks of a market mean: nets, percentages, indices, signals and statistics, computed on plain arrays. */
@NullMarked
package cotinga.analytics;

import org.jspecify.annotations.NullMarked;
