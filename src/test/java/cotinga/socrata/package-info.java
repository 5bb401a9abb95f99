@NullMarked
package cotinga.socrata;

import org.jspecify.annotations.NullMarked;
