/** What files and REST say about markets: the one place that turns analyses into JSON. */
@NullMarked
package cotinga.payload;

import org.jspecify.annotations.NullMarked;
