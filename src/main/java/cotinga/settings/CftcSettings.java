package cotinga.settings;

import cotinga.cftc.MalformedLimit;
import cotinga.report.ReportVariant;
import cotinga.run.HistoryYears;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The source of the reports, their history and their schedule. */
public record CftcSettings(
        String baseUrl,
        Optional<String> fallbackUrl,
        HistoryYears years,
        Set<ReportVariant> variants,
        int downloads,
        MalformedLimit maxMalformed,
        long maxTextBytes,
        long maxDownloadBytes,
        Duration maxDownloadTime,
        String schedule,
        ZoneId zone,
        Optional<Path> lateWeeks) {
    static final int FIRST_YEAR_OF_ALL = 1986;

    /** The longest delay between two attempts in the routes. */
    static final String LONGEST_RETRY_DELAY = "1m";

    private static final String CFTC = "https://www.cftc.gov";

    /** The CFTC's Socrata service. */
    private static final String SOCRATA = "https://publicreporting.cftc.gov";

    /** The address of the fallback if it is off; no host has this name. */
    private static final String NOWHERE = "http://off.invalid";

    /** @param clock today's year is the last one that can be set */
    static CftcSettings read(SettingReader reader, Clock clock) {
        ZoneId zone = reader.zone("cotinga.cftc.zone");
        HistoryYears years = years(reader, LocalDate.now(clock.withZone(zone)).getYear());
        String baseUrl = reader.httpAddress("cotinga.cftc.base-url");
        reader.flag("cotinga.cftc.watch"); // for the routes
        return new CftcSettings(
                baseUrl,
                fallbackUrl(reader, baseUrl),
                years,
                reader.required(
                        "cotinga.cftc.variants",
                        EnumSet.allOf(ReportVariant.class),
                        "a list of " + ReportVariant.knownPaths(),
                        CftcSettings::variants),
                reader.wholeNumber("cotinga.cftc.downloads", 1, 16),
                reader.required(
                        "cotinga.cftc.max-malformed",
                        MalformedLimit.parse("1%"),
                        "a share such as 1%",
                        value -> Optional.of(MalformedLimit.parse(value))),
                reader.bytes("cotinga.cftc.max-text"),
                reader.bytes("cotinga.cftc.max-download"),
                reader.duration("cotinga.cftc.max-download-time", "1s", "1d"),
                reader.schedule("cotinga.cftc.schedule", "0 5 17 ? * MON-FRI"),
                zone,
                reader.pathIfSet("cotinga.cftc.late-weeks"));
    }

    private static HistoryYears years(SettingReader reader, int thisYear) {
        Optional<Integer> firstYear = reader.yearIfSet("cotinga.cftc.first-year", FIRST_YEAR_OF_ALL, thisYear);
        Optional<Integer> lastYear = reader.yearIfSet("cotinga.cftc.last-year", FIRST_YEAR_OF_ALL, thisYear);
        if (firstYear.isPresent() && lastYear.isPresent() && firstYear.get() > lastYear.get()) {
            reader.reject(
                    "cotinga.cftc.first-year",
                    String.valueOf(firstYear.get()),
                    "not more than cotinga.cftc.last-year, which is " + lastYear.get());
        }
        return new HistoryYears(firstYear, lastYear);
    }

    /** Off if {@code cotinga.cftc.base-url} is changed and the address of the fallback is not, so that tests never reach the CFTC. */
    private static Optional<String> fallbackUrl(SettingReader reader, String baseUrl) {
        Optional<String> fallbackUrl = reader.httpAddressIfSet("cotinga.cftc.fallback-url")
                .filter(url -> baseUrl.equals(CFTC) || !url.equals(SOCRATA));
        reader.decide("cotinga.cftc.fallback-url", fallbackUrl.orElse(NOWHERE));
        return fallbackUrl;
    }

    private static Optional<Set<ReportVariant>> variants(String list) {
        List<Optional<ReportVariant>> variants = Arrays.stream(list.split(","))
                .map(path -> ReportVariant.ofPath(path.trim()))
                .toList();
        return variants.stream().allMatch(Optional::isPresent)
                ? Optional.of(EnumSet.copyOf(
                        variants.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    /**
     * The longest delay between two attempts at an archive, by settings that only the routes use: it triples each time and varies by up to
     * 15 percent.
     */
    static Duration longestRetryDelay(SettingReader reader) {
        int retries = reader.wholeNumber("cotinga.cftc.retries", 0, 10);
        Duration delay = reader.delay("cotinga.cftc.retry-delay", "0s", LONGEST_RETRY_DELAY);
        double millis = retries == 0 ? 0 : Math.ceil(1.15 * delay.toMillis() * Math.pow(3, retries - 1.0));
        Duration longest = SettingFormats.delay(LONGEST_RETRY_DELAY).orElseThrow();
        return Duration.ofMillis((long) Math.min(millis, (double) longest.toMillis()));
    }
}
