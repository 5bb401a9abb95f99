/** The whole application against a stand-in of its upstream: what a user sees of it. */
@NullMarked
package cotinga.flow;

import org.jspecify.annotations.NullMarked;
