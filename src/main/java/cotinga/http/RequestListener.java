package cotinga.http;

/** Is notified of the requests to the API's server, on its event loops: it must not block. */
public interface RequestListener {
    /** A request has begun. */
    void begun();

    /** A request that had begun has ended. */
    void ended(ServedRequest request);
}
