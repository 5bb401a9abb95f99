package cotinga.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The folder for files that someone copies there.
 *
 * @param settle how long a file must not change before it is loaded
 */
public record InboxSettings(Path directory, Duration settle) {
    static InboxSettings read(SettingReader reader) {
        reader.flag("cotinga.inbox.enabled"); // for the routes
        return new InboxSettings(
                reader.endpointPath("cotinga.inbox.directory"), reader.delay("cotinga.inbox.settle", "0s", "10m"));
    }
}
