/** Copies a store from one database to another, as a whole, and verifies the copy. It knows no table by its name but one. */
@NullMarked
package cotinga.store.copy;

import org.jspecify.annotations.NullMarked;
