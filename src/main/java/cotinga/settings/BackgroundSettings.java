package cotinga.settings;

import cotinga.monitor.ResourceGuard;

/** When background work is reduced. */
public record BackgroundSettings(ResourceGuard.Limits limits) {
    static BackgroundSettings read(SettingReader reader) {
        return new BackgroundSettings(new ResourceGuard.Limits(
                reader.share("cotinga.background.max-heap"), reader.bytes("cotinga.background.free-disk")));
    }
}
