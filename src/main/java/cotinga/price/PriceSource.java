package cotinga.price;

/**
 * A source of prices. A route fetches the source's data for a request, for example over HTTP, and passes it to {@link #read}. A new
 * source needs one such class and one route.
 *
 * @param <T> the type of the fetched data
 */
public interface PriceSource<T> {
    /** The name that is stored with its prices. A change of source requests all prices again. */
    String name();

    /**
     * Reads the response to a request.
     *
     * @return an outcome of kind {@code ANSWERED} or {@code UNKNOWN}
     * @throws PriceException if the response is not usable
     */
    PriceOutcome read(PriceRequest request, T fetched) throws PriceException;
}
