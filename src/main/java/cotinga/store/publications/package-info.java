/**
 * Data versions: what is published or withheld, and the results of quality checks. The files of a data version are written in {@code
 * publication}.
 */
@NullMarked
package cotinga.store.publications;

import org.jspecify.annotations.NullMarked;
