/** Daily prices and their units. They are received in {@code intake} and published in {@code publication}. */
@NullMarked
package cotinga.store.prices;

import org.jspecify.annotations.NullMarked;
