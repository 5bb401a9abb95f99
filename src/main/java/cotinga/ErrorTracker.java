package cotinga;

import cotinga.settings.Settings;
import java.util.Optional;

/** Reports errors to an error tracker. The classes of its library are loaded with an implementation only. */
interface ErrorTracker extends AutoCloseable {
    /** The tracker in the settings, which gets errors from now on; empty without one. */
    static Optional<ErrorTracker> of(Settings settings) {
        return settings.errors().dsn().map(dsn -> SentryTracker.open(dsn, settings.errors()));
    }

    /** Sends what is waiting, for a limited time. */
    @Override
    void close();
}
