/**
 * Requests and responses of REST as values: formats, codings and tags, cached reads, status and problems. Connections, keys and limits
 * are in {@code http}.
 */
@NullMarked
package cotinga.api;

import org.jspecify.annotations.NullMarked;
