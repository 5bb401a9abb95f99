/**
 * The CFTC's files: their URLs, and the parsing of their bytes into weeks and malformed lines. The routes download the files, and {@code
 * store} saves the weeks.
 */
@NullMarked
package cotinga.cftc;

import org.jspecify.annotations.NullMarked;
