package cotinga.intake;

import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.price.yahoo.ChartReader;
import cotinga.price.yahoo.ChartRequest;
import cotinga.price.yahoo.ChartResponse;
import org.jspecify.annotations.Nullable;

/** Requests to Yahoo's charts, and their responses. */
public final class Charts {
    private static final int OK = 200;

    private final ChartReader reader = new ChartReader();

    /** The path of a request, with the symbol encoded. */
    public String path(PriceRequest request) {
        return new ChartRequest(request).path();
    }

    /** The query of a request: daily bars of the range. */
    public String query(PriceRequest request) {
        return new ChartRequest(request).query();
    }

    /**
     * Requires a response of the host itself. That a symbol is unknown is such a response.
     *
     * @param retryAfter the header {@code Retry-After}; null if there is none
     * @throws PriceException if the host is overloaded or failing, or if the response is a web page
     */
    public void requireResponse(PriceRequest request, int status, String body, @Nullable String retryAfter)
            throws PriceException {
        if (status != OK || !body.stripLeading().startsWith("{")) {
            try {
                read(request, status, body);
            } catch (PriceException e) {
                throw e.withRetryAfter(retryAfter);
            }
        }
    }

    /** Parses a response: bars, or that the symbol is unknown. */
    public PriceOutcome read(PriceRequest request, int status, String body) throws PriceException {
        return reader.read(request, new ChartResponse(status, body));
    }
}
