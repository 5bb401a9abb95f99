package cotinga.base;

import org.slf4j.MDC;

/** The values by which log lines name the request or run that they belong to. */
public final class LogContext {
    /** The id of a request. */
    public static final String REQUEST = "request.id";

    /** The id of a run. */
    public static final String RUN = "run.id";

    /** The id of a route. */
    public static final String ROUTE = "route.id";

    /** The label of an archive. */
    public static final String ARCHIVE = "archive";

    /** A price symbol. */
    public static final String SYMBOL = "symbol";

    private LogContext() {}

    /** Logs lines about a request outside of its route. */
    public static void ofRequest(String id, Runnable lines) {
        with(REQUEST, id, lines);
    }

    /** Logs lines about a run outside of its routes. */
    public static void ofRun(long id, Runnable lines) {
        with(RUN, String.valueOf(id), lines);
    }

    private static void with(String key, String value, Runnable lines) {
        String before = MDC.get(key);
        MDC.put(key, value);
        try {
            lines.run();
        } finally {
            if (before == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, before);
            }
        }
    }
}
