/**
 * Checks that reports are consistent, and limits for data that shrink. It only computes results; {@code store.publications} saves them
 * and {@code publication} withholds variants.
 */
@NullMarked
package cotinga.quality;

import org.jspecify.annotations.NullMarked;
