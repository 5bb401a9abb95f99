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

/** Looks up addresses in threads of its own: the system's look-up can be neither limited nor interrupted, but left behind. */
public final class AddressLookup implements DnsResolver {
    private static final long PATIENCE_SECONDS = 15;

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
            return (InetAddress[]) CompletableFuture.anyOf(lookup, stop).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof UnknownHostException known ? known : failed(host, cause);
        } catch (TimeoutException e) {
            throw unknown(host, "no answer of the name service within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "the look-up of its address was interrupted", e);
        } catch (RejectedExecutionException e) {
            throw failed(host, e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** Ends all look-ups, now and later. */
    public void stop() {
        stop.completeExceptionally(new UnknownHostException("the application is shutting down"));
    }

    private static UnknownHostException failed(String host, Throwable cause) {
        return unknown(host, "the look-up of its address failed: " + cause, cause);
    }

    private static UnknownHostException unknown(String host, String why, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host + ": " + why);
        unknown.initCause(cause);
        return unknown;
    }
}
