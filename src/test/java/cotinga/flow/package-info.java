/**
 * Tests of the whole application against simulated upstreams, from the perspective of its users. Tests of single classes are in the
 * packages of these classes.
 */
@NullMarked
package cotinga.flow;

import org.jspecify.annotations.NullMarked;
