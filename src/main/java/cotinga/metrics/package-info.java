/**
 * The metrics, as Micrometer meters: their names, labels and values are defined here and nowhere else. What they measure happens in
 * other packages, which report it through small interfaces of their own.
 */
@NullMarked
package cotinga.metrics;

import org.jspecify.annotations.NullMarked;
