package cotinga.run;

import cotinga.report.PriceException;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceRequest;
import cotinga.yahoo.ChartReader;
import cotinga.yahoo.ChartRequest;
import cotinga.yahoo.ChartResponse;
import org.jspecify.annotations.Nullable;

/** What the routes need of Yahoo's charts. */
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
     * Whether the host is there at all: an answer of its own, be it that it does not know the symbol.
     *
     * @param retryAfter the header {@code Retry-After}; null when there is none
     * @throws PriceException when it is overloaded or in trouble, or when a page stands in its place
     */
    public void requireAnswer(PriceRequest request, int status, String body, @Nullable String retryAfter)
            throws PriceException {
        if (status != OK || !body.stripLeading().startsWith("{")) {
            try {
                read(request, status, body);
            } catch (PriceException e) {
                throw e.withRetryAfter(retryAfter);
            }
        }
    }

    /** What an answer says: bars, or that the symbol is unknown. */
    public PriceOutcome read(PriceRequest request, int status, String body) throws PriceException {
        return reader.read(request, new ChartResponse(status, body));
    }
}
