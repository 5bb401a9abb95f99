package cotinga.report;

/**
 * A source of prices. A route gets what the source has for a request, by HTTP say, and gives it to {@link #read}; a source that has
 * its prices at hand needs no more than one bean step. So another source is one class and one route.
 *
 * @param <T> what the route got
 */
public interface PriceSource<T> {
    /** The name that is stored with its prices; prices of another source are asked for anew. */
    String name();

    /**
     * What the source says to a request.
     *
     * @return answered or unknown
     * @throws PriceException when it says nothing that can be used
     */
    PriceOutcome read(PriceRequest request, T fetched) throws PriceException;
}
