/** The alerts of watchlists, and which conditions of them hold. */
@NullMarked
package cotinga.store.alerts;

import org.jspecify.annotations.NullMarked;
