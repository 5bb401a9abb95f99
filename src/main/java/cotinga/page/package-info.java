/** The files of the dashboard, which browsers load: pages, scripts, styles and libraries. */
@NullMarked
package cotinga.page;

import org.jspecify.annotations.NullMarked;
