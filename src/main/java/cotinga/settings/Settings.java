package cotinga.settings;

import cotinga.store.sql.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All settings, validated once at start.
 *
 * @param runOnStart whether a service loads missing or old data when it starts
 * @param forRoutes the validated settings for the routes
 */
public record Settings(
        LogSettings log,
        SandboxSettings sandbox,
        HttpSettings http,
        CftcSettings cftc,
        PriceSettings prices,
        UpstreamSettings upstreams,
        StoreSettings store,
        ClusterSettings cluster,
        CopySettings copy,
        BackupSettings backup,
        RetentionSettings retention,
        InboxSettings inbox,
        AlertSettings alerts,
        WatchlistSettings watchlists,
        BackgroundSettings background,
        StopSettings stop,
        PublicationSettings publication,
        ApiSettings api,
        TraceSettings traces,
        ErrorSettings errors,
        boolean runOnStart,
        Map<String, String> forRoutes) {

    /**
     * Parses and validates the settings.
     *
     * @param clock the real clock, to validate years and dates
     * @throws SettingException with all errors
     */
    public static Settings of(SettingTexts texts, Clock clock) {
        SettingReader reader = new SettingReader(texts);
        SandboxSettings sandbox = SandboxSettings.read(reader);
        HttpSettings http = HttpSettings.read(reader);
        sandbox.redirectUpstreams(reader, http);
        sandbox.moveLogFile(reader);
        CftcSettings cftc = CftcSettings.read(reader, sandbox.clock(clock));
        StoreSettings store = StoreSettings.read(reader, cftc.downloads());
        PriceSettings prices = PriceSettings.read(reader);
        UpstreamSettings upstreams = UpstreamSettings.read(reader);
        Map<String, Duration> waits = new HashMap<>(prices.longestWaits());
        waits.put(
                "between two attempts at an archive (cotinga.cftc.retry-delay)",
                CftcSettings.longestRetryDelay(reader));
        upstreams.requireIdleLongerThan(waits, reader);
        Settings settings = new Settings(
                LogSettings.read(reader),
                sandbox,
                http,
                cftc,
                prices,
                upstreams,
                store,
                ClusterSettings.read(reader, store),
                CopySettings.read(reader, store),
                BackupSettings.read(reader, store),
                RetentionSettings.read(reader),
                InboxSettings.read(reader),
                AlertSettings.read(reader),
                WatchlistSettings.read(reader),
                BackgroundSettings.read(reader),
                StopSettings.read(reader),
                PublicationSettings.read(reader),
                ApiSettings.read(reader),
                TraceSettings.read(reader),
                ErrorSettings.read(reader),
                reader.flag("cotinga.run.on-start"),
                reader.forRoutes());
        reader.finish();
        return settings;
    }

    /** The URL of the database, with the name of this instance for its sessions. */
    public String sessionUrl() {
        return Database.named(store.url(), cluster.instance());
    }

    /** The directories that runs write to, by their names for operators; none for a reader. */
    public Map<String, Path> directories() {
        Map<String, Path> directories = new TreeMap<>();
        if (!cluster.role().mayLead()) {
            return directories;
        }
        directories.put("data", store.directory());
        if (publication.export().enabled()) {
            directories.put("export", publication.export().directory());
        }
        return directories;
    }

    /** The clock of the application, set to the date of the sandbox if there is one. */
    public Clock clock(Clock real) {
        return sandbox.clock(real);
    }
}
