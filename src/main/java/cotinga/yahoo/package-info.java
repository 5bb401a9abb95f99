/** Yahoo's chart API: which URL, what its answers say, and what is wrong with those that cannot be used. */
@NullMarked
package cotinga.yahoo;

import org.jspecify.annotations.NullMarked;
