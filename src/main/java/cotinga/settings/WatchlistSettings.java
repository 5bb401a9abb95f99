package cotinga.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The watchlists.
 *
 * @param file empty without watchlists
 * @param isSent whether their alerts go to the endpoints of alerts too
 */
public record WatchlistSettings(Optional<Path> file, boolean isSent) {
    static WatchlistSettings read(SettingReader reader) {
        return new WatchlistSettings(
                reader.pathIfSet("cotinga.watchlists.file"), reader.flag("cotinga.alerts.watchlists"));
    }
}
