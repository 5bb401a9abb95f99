package cotinga.settings;

import cotinga.quality.ShrinkLimit;
import java.nio.file.Path;
import java.util.Optional;

/** What a publication contains, when it is withheld, and its files. */
public record PublicationSettings(ShrinkLimit maxShrink, Crowded crowded, Optional<Path> categories, Export export) {
    /** The 1-year indexes beyond which a group counts as crowded. */
    public record Crowded(double buy, double sell) {}

    /** Whether and where files are written. */
    public record Export(boolean enabled, Path directory) {}

    static PublicationSettings read(SettingReader reader) {
        return new PublicationSettings(
                new ShrinkLimit(reader.share("cotinga.quality.max-shrink")),
                crowded(reader),
                reader.pathIfSet("cotinga.markets.categories"),
                new Export(reader.flag("cotinga.export.enabled"), reader.path("cotinga.export.directory")));
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
