package cotinga.store.sql;

/**
 * The connections of a pool at one moment.
 *
 * @param waiting threads that wait for a connection
 * @param total active and idle connections
 */
public record Connections(int active, int idle, int waiting, int total) {}
