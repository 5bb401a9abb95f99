package cotinga;

import cotinga.monitor.Thresholds;

/** The values beyond which health checks and alerts report a condition. */
record MonitorSettings(Thresholds thresholds) {
    static MonitorSettings read(SettingReader reader) {
        return new MonitorSettings(new Thresholds(
                reader.duration("cotinga.alerts.max-report-age", "1h", "36500d"),
                reader.duration("cotinga.alerts.max-price-age", "1h", "36500d"),
                reader.wholeNumber("cotinga.alerts.max-quarantined", 0, 1_000_000_000),
                reader.duration("cotinga.alerts.max-breaker-open", "1s", "36500d"),
                reader.duration("cotinga.alerts.max-backup-age", "1h", "36500d")));
    }
}
