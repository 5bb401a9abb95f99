package cotinga.api;

import cotinga.snapshot.Snapshot;
import cotinga.store.alerts.AlertQuery;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.MarketAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events for clients that listen. Each client has a position, which the id of an event contains, and requests what came after it: so
 * nothing is held for a client that is slow or has disconnected.
 */
public final class ReaderEvents {
    private static final Pattern ID = Pattern.compile("([0-9]{1,18})[.]([0-9]{1,18})");
    private static final int MOST_ALERTS = 100;

    private final LongFunction<Optional<Snapshot>> snapshots;
    private final AlertStore alerts;
    private volatile @Nullable PublicationEvent newest;
    private volatile long newestAlert;

    /** @param snapshots the snapshot of a data version, if it is one of the newest */
    public ReaderEvents(LongFunction<Optional<Snapshot>> snapshots, AlertStore alerts) {
        this.snapshots = snapshots;
        this.alerts = alerts;
    }

    /**
     * What a client has received.
     *
     * @param dataVersion of the last publication that it has received; 0 for none
     * @param alert the id of the last alert
     */
    public record Position(long dataVersion, long alert) {
        /** The id of an event after which a client is at this position. */
        public String id() {
            return dataVersion + "." + alert;
        }

        /** Of a client that has received a publication which does not exist, as after a restored backup. */
        public Position ofNoVersion() {
            return new Position(0, alert);
        }
    }

    /**
     * An event.
     *
     * @param position of a client that has received it
     */
    public record Event(String type, Position position, Record data) {}

    /** The position in an id. Without one, or for an id that no event has, a client gets the newest publication and later alerts. */
    public Position position(@Nullable String id) {
        return read(id).map(position -> new Position(position.dataVersion(), Math.min(newestAlert, position.alert())))
                .orElseGet(() -> new Position(0, newestAlert));
    }

    private static Optional<Position> read(@Nullable String id) {
        Matcher matcher = ID.matcher(id == null ? "" : id);
        return matcher.matches()
                ? Optional.of(new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether an id is of an event that this instance does not know, but another one may. */
    public boolean isAhead(@Nullable String id) {
        PublicationEvent known = newest;
        return read(id).filter(position -> position.dataVersion() > (known == null ? 0 : known.dataVersion())
                        || position.alert() > newestAlert)
                .isPresent();
    }

    /** A publication is complete and its caches are renewed; one that is older than the last one is ignored. */
    public synchronized void announce(long dataVersion) {
        if (newest == null || newest.dataVersion() < dataVersion) {
            snapshots.apply(dataVersion).map(PublicationEvent::of).ifPresent(event -> newest = event);
        }
    }

    /** There are alerts up to the one with an id, which another instance may have created. */
    public synchronized void alertsUpTo(long id) {
        newestAlert = Math.max(newestAlert, id);
    }

    /** There are new alerts, the last of which is the newest of all. */
    public void alert(List<MarketAlert> created) {
        created.forEach(alert -> alertsUpTo(alert.id()));
    }

    /** Whether there are events that a client at a position has not received. */
    public boolean hasNews(Position position) {
        return newestAlert > position.alert() || publicationAfter(position).isPresent();
    }

    private Optional<PublicationEvent> publicationAfter(Position position) {
        return Optional.ofNullable(newest).filter(event -> event.dataVersion() > position.dataVersion());
    }

    /**
     * The events that a client at a position has not received, oldest first: of the publications only the newest, and a limited number of
     * alerts. Reads the database if there are alerts.
     */
    public List<Event> after(Position position) {
        List<Event> events = new ArrayList<>();
        long dataVersion = position.dataVersion();
        Optional<PublicationEvent> publication = publicationAfter(position);
        if (publication.isPresent()) {
            dataVersion = publication.get().dataVersion();
            events.add(new Event("publication", new Position(dataVersion, position.alert()), publication.get()));
        }
        if (newestAlert > position.alert()) {
            for (MarketAlert alert :
                    alerts.page(AlertQuery.after(position.alert(), MOST_ALERTS)).alerts()) {
                events.add(new Event("alert", new Position(dataVersion, alert.id()), AlertAnswer.of(alert)));
            }
        }
        return events;
    }
}
