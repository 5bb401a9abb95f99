package cotinga.settings;

import cotinga.sandbox.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The synthetic upstreams, their date of today, and what happens to their newest release. */
public record SandboxSettings(boolean enabled, Optional<LocalDate> today, Scenario scenario) {
    /** Of everything that is written. */
    private static final String FOLDER = "sandbox";

    private static final LocalDate EARLIEST_DAY = LocalDate.of(CftcSettings.FIRST_YEAR_OF_ALL, 1, 1);
    private static final LocalDate LATEST_DAY = LocalDate.of(2199, 12, 31);

    static SandboxSettings read(SettingReader reader) {
        return new SandboxSettings(
                reader.flag("cotinga.sandbox.enabled"),
                reader.dateIfSet("cotinga.sandbox.today", EARLIEST_DAY, LATEST_DAY),
                reader.required(
                        "cotinga.sandbox.scenario",
                        Scenario.REVISED,
                        "revised, normal, late or withheld",
                        SandboxSettings::scenario));
    }

    private static Optional<Scenario> scenario(String text) {
        return Stream.of(Scenario.values())
                .filter(scenario -> scenario.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** Directs the upstreams to the address of the service, if the sandbox is enabled. */
    void redirectUpstreams(SettingReader reader, HttpSettings http) {
        if (enabled) {
            for (String key : List.of("cotinga.cftc.base-url", "cotinga.prices.base-url")) {
                reader.replace(key, text -> text.replace("//localhost:", "//" + http.host() + ":"));
            }
        }
    }

    /** Moves the log file into the folder of the sandbox, if the sandbox is enabled. */
    void moveLogFile(SettingReader reader) {
        if (enabled) {
            reader.replace(
                    "cotinga.log.file",
                    text -> text.isEmpty() ? text : FOLDER + "/" + Path.of(text).getFileName());
        }
    }

    /** The clock, set to the date of the sandbox if there is one. */
    public Clock clock(Clock real) {
        return today.map(day -> {
                    LocalDate now = LocalDate.ofInstant(real.instant(), ZoneOffset.UTC);
                    return Clock.offset(real, Duration.ofDays(day.toEpochDay() - now.toEpochDay()));
                })
                .orElse(real);
    }
}
