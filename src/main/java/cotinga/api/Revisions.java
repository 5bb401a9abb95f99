package cotinga.api;

import cotinga.payload.Edition;
import cotinga.payload.Payloads;
import cotinga.store.RevisionQuery;
import cotinga.store.RevisionStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Returns the published weeks that changed, vanished or returned. */
public final class Revisions {
    private static final int MOST = 1_000;

    private final PublishedData published;
    private final RevisionStore store;
    private final Payloads payloads;
    private final AnswerCaches caches;

    public Revisions(PublishedData published, RevisionStore store, Payloads payloads, AnswerCaches caches) {
        this.published = published;
        this.store = store;
        this.payloads = payloads;
        this.caches = caches;
    }

    /**
     * A page of revisions, the earliest first: all, those since a time, or those that a data version does not have. The last misses
     * nothing, even of reports that were withheld.
     */
    public Answer page(Request request) {
        RevisionQuery query = new RevisionQuery(
                Parameters.since(request).orElse(Instant.EPOCH),
                Parameters.wholeNumber(request.parameter("since_version"), 0),
                ifGiven(request.parameter("report_type"), Parameters::reportType),
                ifGiven(request.parameter("subtype"), Parameters::subtype),
                Optional.ofNullable(request.parameter("code")),
                Parameters.wholeNumber(request.parameter("limit"), MOST),
                Parameters.wholeNumber(request.parameter("offset"), 0));
        Edition edition = published.edition();
        return caches.answer("markets", Keys.of(edition.dataVersion(), "revisions/" + query), () -> {
            RevisionStore.Page page = store.since(query, edition.dataVersion());
            return Answer.of(payloads.revisions(page, query, edition.dataVersion()));
        });
    }

    private static <T> Optional<T> ifGiven(@Nullable String text, Function<String, T> value) {
        return Optional.ofNullable(text).map(value);
    }
}
