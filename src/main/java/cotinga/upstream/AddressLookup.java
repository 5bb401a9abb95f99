package cotinga.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Resolves host names in separate threads: the resolver of the system has no time limit and cannot be interrupted, but it can be abandoned. */
public final class AddressLookup implements DnsResolver {
    private static final long TIMEOUT_SECONDS = 15;

    private final Executor threads;
    private final CompletableFuture<InetAddress[]> stop = new CompletableFuture<>();

    public AddressLookup(Executor threads) {
        this.threads = threads;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        CompletableFuture<InetAddress[]> lookup = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    lookup.complete(SystemDefaultDnsResolver.INSTANCE.resolve(host));
                } catch (Throwable e) {
                    lookup.completeExceptionally(e);
                }
            });
            return (InetAddress[]) CompletableFuture.anyOf(lookup, stop).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof UnknownHostException known ? known : failed(host, cause);
        } catch (TimeoutException e) {
            throw unknown(host, "found no response of the name service within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "the name lookup was interrupted", e);
        } catch (RejectedExecutionException e) {
            throw failed(host, e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** Aborts all lookups, and rejects new ones. */
    public void stop() {
        stop.completeExceptionally(new UnknownHostException("the application is shutting down"));
    }

    private static UnknownHostException failed(String host, Throwable cause) {
        return unknown(host, "the name lookup failed: " + cause, cause);
    }

    private static UnknownHostException unknown(String host, String why, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host + ": " + why);
        unknown.initCause(cause);
        return unknown;
    }
}
