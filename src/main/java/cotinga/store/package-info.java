/**
 * The database: weeks and their revisions, prices, downloads, quarantine, runs and publications, through JDBC. Only this package
 * contains SQL; it neither parses files nor writes JSON.
 */
@NullMarked
package cotinga.store;

import org.jspecify.annotations.NullMarked;
