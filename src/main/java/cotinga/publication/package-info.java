/**
 * Publications: the choice of what to publish or withhold, the files of a data version, and the manifest. The content of the files comes
 * from {@code payload}.
 */
@NullMarked
package cotinga.publication;

import org.jspecify.annotations.NullMarked;
