/**
 * Weeks and their revisions, the downloads that they come from, and the quarantine of malformed lines. Files are parsed in {@code cftc}.
 */
@NullMarked
package cotinga.store.weeks;

import org.jspecify.annotations.NullMarked;
