/** Benchmarks; each has a main that prints what it found. */
@NullMarked
package cotinga.bench;

import org.jspecify.annotations.NullMarked;
