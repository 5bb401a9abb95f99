package cotinga;

import cotinga.base.DataFileException;
import cotinga.base.Sha256;
import cotinga.market.Contracts;
import cotinga.market.MarketCategories;
import cotinga.market.Successors;
import cotinga.market.Tickers;
import cotinga.release.ReleaseCalendar;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import cotinga.study.StudyPlans;
import cotinga.watchlist.Watchlist;
import cotinga.watchlist.Watchlists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The contents of the data files that settings name, or of the shipped ones.
 *
 * @param build identifies the build
 * @param fingerprint identifies the build, the data files and the settings that affect payloads
 * @param responseFingerprint the same, with the data files that only responses depend on
 */
record DataFiles(
        String build,
        MarketCategories categories,
        Contracts contracts,
        Successors successors,
        ReleaseCalendar releases,
        Tickers tickers,
        StudyPlans studies,
        List<Watchlist> watchlists,
        String fingerprint,
        String responseFingerprint) {
    private static final String SHIPPED = "shipped";

    /**
     * Loads the files.
     *
     * @throws SettingException if a file cannot be used
     */
    static DataFiles load(Settings settings) {
        String build = "build=" + Build.digest();
        MarketCategories categories = content(
                "cotinga.markets.categories",
                settings.publication().categories(),
                MarketCategories::load,
                MarketCategories::shipped);
        Contracts contracts = content(
                "cotinga.markets.contracts", settings.publication().contracts(), Contracts::load, Contracts::shipped);
        Successors successors = content(
                "cotinga.markets.successors",
                settings.publication().successors(),
                Successors::load,
                Successors::shipped);
        ReleaseCalendar releases = content(
                "cotinga.cftc.late-weeks",
                settings.cftc().lateWeeks(),
                ReleaseCalendar::load,
                ReleaseCalendar::shipped);
        Tickers tickers =
                content("cotinga.prices.tickers", settings.prices().tickers(), Tickers::load, Tickers::shipped);
        StudyPlans studies = content(
                "cotinga.analytics.event-studies",
                settings.publication().eventStudies(),
                StudyPlans::load,
                StudyPlans::shipped);
        List<Watchlist> watchlists = content(
                "cotinga.watchlists.file",
                settings.watchlists().file(),
                file -> Watchlists.load(file, categories),
                List::of);
        String fingerprint = fingerprint(build, settings, releases);
        return new DataFiles(
                build,
                categories,
                contracts,
                successors,
                releases,
                tickers,
                studies,
                watchlists,
                fingerprint,
                String.join(
                        " ",
                        fingerprint,
                        "contracts=" + digest(settings.publication().contracts()),
                        "successors=" + digest(settings.publication().successors()),
                        "event-studies=" + digest(settings.publication().eventStudies())));
    }

    private static <T> T content(String key, Optional<Path> file, Function<Path, T> own, Supplier<T> shipped) {
        try {
            return file.map(own).orElseGet(shipped);
        } catch (DataFileException e) {
            throw new SettingException(List.of(key + ": " + e.getMessage()));
        }
    }

    private static String fingerprint(String build, Settings settings, ReleaseCalendar releases) {
        return String.join(
                " ",
                build,
                "crowded=" + settings.publication().crowded().buy() + "/"
                        + settings.publication().crowded().sell(),
                "min-coverage=" + settings.publication().minimumCoverage(),
                "categories=" + digest(settings.publication().categories()),
                "releases=" + releases.digest(),
                "tickers=" + digest(settings.prices().tickers()),
                "price-years="
                        + settings.prices()
                                .years()
                                .map(String::valueOf)
                                .orElse("reports-" + settings.cftc().years().first()));
    }

    private static String digest(Optional<Path> file) {
        return file.map(DataFiles::digest).orElse(SHIPPED);
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
