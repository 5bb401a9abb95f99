/** A folder of CSV files as a source of prices. */
@NullMarked
package cotinga.csv;

import org.jspecify.annotations.NullMarked;
