package cotinga.api;

import cotinga.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events for clients that listen. Each client has a position, which the id of an event contains, and requests what came after it: so
 * nothing is held for a client that is slow or has disconnected.
 */
public final class ReaderEvents {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final LongFunction<Optional<Snapshot>> snapshots;
    private volatile @Nullable PublicationEvent newest;

    /** @param snapshots the snapshot of a data version, if it is one of the newest */
    public ReaderEvents(LongFunction<Optional<Snapshot>> snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * What a client has received.
     *
     * @param dataVersion of the last publication that it has received; 0 for none
     */
    public record Position(long dataVersion) {
        /** The position of a client that begins to listen: it gets the newest publication. */
        private static final Position BEGINNING = new Position(0);

        /** The position in an id; the beginning without one, and for an id that no event has. */
        public static Position of(@Nullable String id) {
            return id == null || !ID.matcher(id).matches() ? BEGINNING : new Position(Long.parseLong(id));
        }

        /** The id of an event after which a client is at this position. */
        public String id() {
            return String.valueOf(dataVersion);
        }
    }

    /**
     * An event.
     *
     * @param position of a client that has received it
     */
    public record Event(String type, Position position, Record data) {}

    /** A publication is complete and its caches are renewed; one that is older than the last one is ignored. */
    public synchronized void announce(long dataVersion) {
        if (newest == null || newest.dataVersion() < dataVersion) {
            snapshots.apply(dataVersion).map(PublicationEvent::of).ifPresent(event -> newest = event);
        }
    }

    /** The events that a client at a position has not received, oldest first: of the publications only the newest. */
    public List<Event> after(Position position) {
        PublicationEvent event = newest;
        return event == null || event.dataVersion() == position.dataVersion()
                ? List.of()
                : List.of(new Event("publication", new Position(event.dataVersion()), event));
    }
}
