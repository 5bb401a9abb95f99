package cotinga.settings;

import cotinga.base.DiskReserve;
import java.time.Duration;

/** The retention of run records and of earlier archive editions, and the disk space to keep free. */
public record RetentionSettings(Duration runs, Duration archives, DiskReserve reserve) {
    static RetentionSettings read(SettingReader reader) {
        reader.schedule("cotinga.clean-up.schedule", "0 0 3 * * ?"); // for the routes
        return new RetentionSettings(
                reader.duration("cotinga.run.keep", "1s", "36500d"),
                reader.duration("cotinga.data.keep-archives", "1s", "36500d"),
                new DiskReserve(reader.bytes("cotinga.data.reserve")));
    }
}
