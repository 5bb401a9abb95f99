/** Benchmarks, each with a main method that prints its results. They are not tests and assert nothing. */
@NullMarked
package cotinga.bench;

import org.jspecify.annotations.NullMarked;
