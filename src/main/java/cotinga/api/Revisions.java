package cotinga.api;

import cotinga.payload.Payloads;
import cotinga.store.weeks.RevisionQuery;
import cotinga.store.weeks.RevisionStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The published weeks that changed, vanished or returned: the content of the cache {@code revisions}. */
public final class Revisions {
    private static final int MOST = 1_000;
    private static final String PAGE = "page";
    private static final String SINCE_VERSION = "since_version";

    private final PublishedData published;
    private final RevisionStore store;
    private final Payloads payloads;

    public Revisions(PublishedData published, RevisionStore store, Payloads payloads) {
        this.published = published;
        this.store = store;
        this.payloads = payloads;
    }

    /**
     * The key of a page of revisions, the earliest data version first: all, those since a time, or those that a data version does not have.
     * The last misses nothing, even of reports that were withheld.
     */
    public String page(Request request) {
        return CacheKey.of(published.snapshot(), PAGE)
                .with(parameters(query(request)))
                .text();
    }

    /** Computes the page of a key. */
    public Answer load(CacheKey key) {
        RevisionQuery query = query(key);
        return Answer.of(payloads.revisions(store.since(query, key.dataVersion()), query, key.dataVersion()));
    }

    private static RevisionQuery query(Query query) {
        return new RevisionQuery(
                Parameters.since(query).orElse(Instant.EPOCH),
                Parameters.wholeNumber(query, SINCE_VERSION, 0),
                ifGiven(query, Parameters.REPORT_TYPE, Parameters::reportType),
                ifGiven(query, Parameters.SUBTYPE, Parameters::subtype),
                ifGiven(query, Parameters.CODE, code -> code),
                Parameters.wholeNumber(query, Parameters.LIMIT, MOST),
                Parameters.offset(query));
    }

    /** The parameters from which the same query is read. */
    private static Map<String, String> parameters(RevisionQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(Parameters.SINCE, query.since().toString());
        parameters.put(SINCE_VERSION, String.valueOf(query.sinceVersion()));
        query.reportType().ifPresent(type -> parameters.put(Parameters.REPORT_TYPE, type.key()));
        query.subtype().ifPresent(subtype -> parameters.put(Parameters.SUBTYPE, subtype.key()));
        query.code().ifPresent(code -> parameters.put(Parameters.CODE, code));
        Parameters.addPage(parameters, query.limit(), query.offset());
        return parameters;
    }

    private static <T> Optional<T> ifGiven(Query query, String name, Function<String, T> value) {
        return Optional.ofNullable(query.parameter(name)).map(value);
    }
}
