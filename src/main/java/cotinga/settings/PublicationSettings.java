package cotinga.settings;

import cotinga.quality.ShrinkLimit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a publication contains, when it is withheld, and its files.
 *
 * @param minimumCoverage how many percent of the report dates in a window of a measure must have a value
 */
public record PublicationSettings(
        ShrinkLimit maxShrink,
        Crowded crowded,
        int minimumCoverage,
        Optional<Path> categories,
        Optional<Path> contracts,
        Optional<Path> successors,
        Optional<Path> eventStudies,
        Export export) {
    /** The 1-year indexes beyond which a group counts as crowded. */
    public record Crowded(double buy, double sell) {}

    /** Whether and where files are written. */
    public record Export(boolean enabled, Path directory) {}

    static PublicationSettings read(SettingReader reader) {
        return new PublicationSettings(
                new ShrinkLimit(reader.share("cotinga.quality.max-shrink")),
                crowded(reader),
                reader.required(
                        "cotinga.analytics.min-coverage",
                        100,
                        "a whole percentage from 1% to 100%",
                        PublicationSettings::wholePercentage),
                reader.pathIfSet("cotinga.markets.categories"),
                reader.pathIfSet("cotinga.markets.contracts"),
                reader.pathIfSet("cotinga.markets.successors"),
                reader.pathIfSet("cotinga.analytics.event-studies"),
                new Export(reader.flag("cotinga.export.enabled"), reader.path("cotinga.export.directory")));
    }

    private static Optional<Integer> wholePercentage(String value) {
        return SettingFormats.share(value)
                .map(share -> BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros())
                .filter(percent -> percent.signum() > 0 && percent.scale() <= 0)
                .map(BigDecimal::intValueExact);
    }

    private static Crowded crowded(SettingReader reader) {
        Crowded crowded = new Crowded(
                reader.number("cotinga.crowded.buy", 0, 100, 100), reader.number("cotinga.crowded.sell", 0, 100, 0));
        if (crowded.sell >= crowded.buy) {
            reader.reject(
                    "cotinga.crowded.sell",
                    String.valueOf(crowded.sell),
                    "less than cotinga.crowded.buy, which is " + crowded.buy);
        }
        return crowded;
    }
}
