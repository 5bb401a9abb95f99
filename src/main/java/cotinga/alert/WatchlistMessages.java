package cotinga.alert;

import cotinga.store.alerts.MarketAlert;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Makes one message of the alerts that watchlists create after a publication. */
public final class WatchlistMessages {
    private final boolean isOn;
    private final Clock clock;

    /** @param isOn whether these alerts are sent */
    public WatchlistMessages(boolean isOn, Clock clock) {
        this.isOn = isOn;
        this.clock = clock;
    }

    /** The message about some alerts; none if there are none. */
    public List<Alert> of(List<MarketAlert> alerts) {
        return isOn && !alerts.isEmpty()
                ? List.of(Alert.of("msg_" + UUID.randomUUID(), clock.instant(), alerts))
                : List.of();
    }
}
