/**
 * Alerts: which messages an operator gets about the conditions that {@code monitor} finds, and how they read at each kind of endpoint.
 * Routes decide when a message is sent, and what happens when an endpoint does not answer; {@code Outbox} remembers what waits.
 */
@NullMarked
package cotinga.alert;

import org.jspecify.annotations.NullMarked;
