/** The beans that routes call in a run: records, archives, prices, progress. */
@NullMarked
package cotinga.run;

import org.jspecify.annotations.NullMarked;
