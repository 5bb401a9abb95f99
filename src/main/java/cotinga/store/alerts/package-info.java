/**
 * The alerts of watchlists, which conditions of them hold, and the watchlists that are not in the file; what operators know of, and the
 * messages that wait for them.
 */
@NullMarked
package cotinga.store.alerts;

import org.jspecify.annotations.NullMarked;
