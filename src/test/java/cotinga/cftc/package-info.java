/** Tests of the CFTC's files, with the rules for cells as tables under {@code spec}. Downloads are tested in {@code flow}. */
@NullMarked
package cotinga.cftc;

import org.jspecify.annotations.NullMarked;
