/** Several instances on one database: which of them leads, and what the others may do. */
@NullMarked
package cotinga.cluster;

import org.jspecify.annotations.NullMarked;
