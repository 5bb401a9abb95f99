/** What instances on the same database tell each other: that something has changed, and what. */
@NullMarked
package cotinga.store.changes;

import org.jspecify.annotations.NullMarked;
