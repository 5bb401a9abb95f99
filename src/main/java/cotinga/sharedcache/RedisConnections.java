package cotinga.sharedcache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a Redis server. They are made in the background, and can be replaced by new ones: the client does not recover from
 * every failed handshake, and a connection to a machine that has vanished stays open.
 */
final class RedisConnections implements AutoCloseable {
    /** A server that does not read what is sent must not fill the memory. */
    private static final int MOST_STORES = 16;

    private final RedisAddress address;
    private final Vertx vertx;
    private @Nullable Client client;
    private boolean closed;

    private record Client(Redis redis, Semaphore stores) {
        Future<Response> send(Request command) {
            try {
                return redis.send(command);
            } catch (RuntimeException isClosed) {
                return Future.failedFuture(isClosed);
            }
        }
    }

    RedisConnections(RedisAddress address, Vertx vertx) {
        this.address = address;
        this.vertx = vertx;
    }

    /** Closes the connections and begins to make a new one. */
    synchronized void renew() {
        if (closed) {
            return;
        }
        Client former = client;
        Client next = new Client(Redis.createClient(vertx, address.options()), new Semaphore(MOST_STORES));
        client = next;
        if (former != null) {
            former.redis().close();
        }
        next.redis().send(Request.cmd(Command.PING)); // connects; if it fails, the next read does too and reports it
    }

    /** Sends a command. The reply may never arrive. */
    Future<Response> send(Request command) {
        Client current = current();
        return current == null ? notConnected() : current.send(command);
    }

    /** Sends a command with a large value, unless many of them wait for their replies. */
    Future<Response> store(Request command) {
        Client current = current();
        if (current == null) {
            return notConnected();
        }
        if (!current.stores().tryAcquire()) {
            return Future.failedFuture(new RejectedExecutionException(MOST_STORES + " values that are being sent"));
        }
        return current.send(command).onComplete(reply -> current.stores().release());
    }

    private synchronized @Nullable Client current() {
        return closed ? null : client;
    }

    private static Future<Response> notConnected() {
        return Future.failedFuture(new IllegalStateException("no connection"));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.redis().close();
        }
    }
}
