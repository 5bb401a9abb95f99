package cotinga;

import cotinga.settings.Settings;
import cotinga.store.sql.TransactionListener;
import java.util.Optional;
import org.apache.camel.main.MainListener;

/** The traces of routes and transactions. The classes of OpenTelemetry are loaded with an implementation only. */
interface Traces extends MainListener, TransactionListener, AutoCloseable {
    /** The traces that are sent to the receiver in the settings; empty without a receiver. */
    static Optional<Traces> of(Settings settings) {
        return settings.traces().endpoint().isPresent()
                ? Optional.of(ExportedTraces.toReceiver(settings))
                : Optional.empty();
    }

    /** Sends the spans that have ended. */
    @Override
    void close();
}
