package cotinga.api;

import cotinga.snapshot.Snapshot;
import java.time.Instant;

/** A data version that readers see from now on, with its figures. */
public record PublicationEvent(long dataVersion, Instant publishedAt, StatusAnswer.StoredData data) {
    static PublicationEvent of(Snapshot snapshot) {
        return new PublicationEvent(snapshot.dataVersion(), snapshot.createdAt(), Status.data(snapshot));
    }
}
