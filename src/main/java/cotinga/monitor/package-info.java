/**
 * The state of the service as an operator sees it: the age of the data, the last runs, the upstreams, backups and disks. Reads what
 * other packages know, and finds what an operator should know; {@code metrics} and {@code alert} publish it.
 */
@NullMarked
package cotinga.monitor;

import org.jspecify.annotations.NullMarked;
