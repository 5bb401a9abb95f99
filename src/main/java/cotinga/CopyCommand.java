package cotinga;

import cotinga.progress.ProgressDisplay;
import cotinga.settings.CopySettings;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import cotinga.settings.StoreSettings;
import cotinga.store.copy.CopySummary;
import cotinga.store.copy.StoreCopy;
import cotinga.store.sql.DatabaseAddress;
import cotinga.store.sql.StoreException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Copies the store from the configured database to another one, or back.
 *
 * @param argument the argument before the URL
 * @param url the other database
 */
record CopyCommand(String argument, String url) {
    private static final String TO = "--copy-to";
    private static final String FROM = "--copy-from";

    static Optional<CopyCommand> of(List<String> arguments) {
        return arguments.size() == 2 && List.of(TO, FROM).contains(arguments.get(0))
                ? Optional.of(new CopyCommand(arguments.get(0), arguments.get(1)))
                : Optional.empty();
    }

    /**
     * Copies it, and prints a summary or why that failed; returns the exit status.
     *
     * @throws SettingException when the URL cannot be used
     */
    int run(Settings settings, ProgressDisplay display, PrintStream out, PrintStream err) {
        CopySettings.requireUrl(argument, url);
        StoreSettings store = settings.store();
        DatabaseAddress configured = new DatabaseAddress(
                store.url(),
                store.user(),
                store.password(),
                "cotinga.database.url, cotinga.database.user and cotinga.database.password");
        DatabaseAddress other = new DatabaseAddress(
                url,
                settings.copy().user(),
                settings.copy().password(),
                "the URL after " + argument + ", cotinga.copy.user and cotinga.copy.password");
        if (other.isSameAs(configured)) {
            throw new SettingException(List.of(
                    argument + " is '" + other.name() + "', which is the configured database, expected another one"));
        }
        boolean isTo = argument.equals(TO);
        try {
            StoreBeans.createDirectory(store.directory());
            CopySummary summary = new StoreCopy(
                            isTo ? configured : other,
                            isTo ? other : configured,
                            settings.backup().directory(),
                            settings.retention().reserve(),
                            display,
                            Clock.systemUTC())
                    .run();
            out.println(summary.text());
            out.println(
                    isTo
                            ? "To use the copy, set cotinga.database.url=" + other.name()
                                    + " with cotinga.database.user and cotinga.database.password, and start Cotinga."
                            : "To use the copy, start Cotinga.");
            return Cotinga.COMPLETE;
        } catch (StoreException e) {
            err.println(e.getMessage());
            return Cotinga.NEGATIVE;
        }
    }
}
