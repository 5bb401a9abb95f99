/**
 * What readers see at one moment: a data version, the directory of its markets, and their prices. How it is written as JSON is in
 * {@code payload}.
 */
@NullMarked
package cotinga.snapshot;

import org.jspecify.annotations.NullMarked;
