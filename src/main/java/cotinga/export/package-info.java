/** Publication: the files of a data version and its manifest. */
@NullMarked
package cotinga.export;

import org.jspecify.annotations.NullMarked;
