/** Tests of the conversion of Socrata rows into weeks. Runs that use the fallback are tested in {@code flow}. */
@NullMarked
package cotinga.socrata;

import org.jspecify.annotations.NullMarked;
