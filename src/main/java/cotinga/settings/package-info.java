/**
 * The settings: how they are read from the file, the environment and the command line, what each may contain, and the values that the
 * application gets. All errors of a start are reported together.
 */
@NullMarked
package cotinga.settings;

import org.jspecify.annotations.NullMarked;
