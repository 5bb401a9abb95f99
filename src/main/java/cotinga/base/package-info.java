/**
 * Technique without the field of the application: data files, folders, checksums, free disk space, excerpts and counts for messages. It
 * depends on no other package and knows no reports and no prices.
 */
@NullMarked
package cotinga.base;

import org.jspecify.annotations.NullMarked;
