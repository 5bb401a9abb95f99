/**
 * The removal of what is no longer needed: old runs, downloads, archives and unfinished files. Backups are made in {@code store.sql}.
 */
@NullMarked
package cotinga.upkeep;

import org.jspecify.annotations.NullMarked;
