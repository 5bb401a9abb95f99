/** Start and composition: settings, the beans of the routes, and the main class. */
@NullMarked
package cotinga;

import org.jspecify.annotations.NullMarked;
