/** The shared words: report variants, trader groups, weeks and the histories they form. */
@NullMarked
package cotinga.report;

import org.jspecify.annotations.NullMarked;
