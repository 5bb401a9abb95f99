/** The database: weeks and their revisions, downloads, quarantine, runs and publications, through JDBC. */
@NullMarked
package cotinga.store;

import org.jspecify.annotations.NullMarked;
