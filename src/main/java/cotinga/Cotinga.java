package cotinga;

import cotinga.base.Counted;
import cotinga.base.SystemClock;
import cotinga.progress.ProgressDisplay;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.settings.SettingException;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
import cotinga.settings.SettingsHelp;
import cotinga.store.runs.RunStatus;
import cotinga.store.sql.StoreException;
import cotinga.upkeep.HeapSpace;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/** The main class: a service, a single run with {@code --once}, or a copy of the store. */
public final class Cotinga {
    static final int COMPLETE = 0;
    static final int NO_DATA = 1;
    static final int NEGATIVE = 1;
    static final int WRONG_USAGE = 2;
    static final int INCOMPLETE = 3;

    private static final Set<String> ARGUMENTS = Set.of("--once", "--sandbox", "--help", "--version");
    private static final String USAGE =
            """
            Usage: java -jar cotinga.jar [--once] [--sandbox]
                   java -jar cotinga.jar --probe live|ready|started
                   java -jar cotinga.jar --copy-to|--copy-from <URL>

              (none)      serve the API, and load new reports and prices on schedule
              --once      update everything once, print a summary and exit with a status:
                          0 complete, 3 something is missing or failed, 1 no data, 2 wrong argument or setting
              --sandbox   use synthetic data of this machine instead of the upstreams
              --probe     print the health check of the service on this machine and exit with a status:
                          0 positive, 1 negative or no response, 2 wrong argument
              --copy-to   copy the store from the configured database to the empty one at a JDBC URL, verify the copy and exit
                          with a status: 0 complete, 1 refused or failed, 2 wrong argument or setting. Stop Cotinga first.
                          An interrupted copy resumes with the same command
              --copy-from the other way: from the database at the URL to the configured one
              --version   print the version
              --help      print this text and all settings""";

    private static final String SETTINGS =
            """

            Settings, each with its description and its default. Set them in a file application.properties in the working directory, in
            the environment (cotinga.http.port is COTINGA_HTTP_PORT) or by -Dcotinga.http.port=8081 before -jar; the last of these wins.""";

    private static final Path OUTPUT = Path.of("/proc/self/fd/1");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console).*");

    private static final Duration LOG_PAUSE = Duration.ofSeconds(5);

    private Cotinga() {}

    public static void main(String[] args) throws Exception {
        int status = run(List.of(args), Path.of(""), System.out, System.err);
        LogManager.shutdown();
        System.exit(status);
    }

    /** Returns the exit status. */
    static int run(List<String> arguments, Path workingDirectory, PrintStream out, PrintStream err) throws Exception {
        if (arguments.size() == 2 && arguments.get(0).equals("--probe") && Probe.NAMES.contains(arguments.get(1))) {
            SettingTexts texts = SettingTexts.of(workingDirectory, false, System.getenv(), System.getProperties());
            return Probe.isPositive(arguments.get(1), texts, out, err) ? COMPLETE : NEGATIVE;
        }
        Optional<CopyCommand> copy = CopyCommand.of(arguments);
        Set<String> unknown = new TreeSet<>(copy.isPresent() ? Set.of() : arguments);
        unknown.removeAll(ARGUMENTS);
        if (!unknown.isEmpty()) {
            err.println("Unknown argument: " + String.join(" ", unknown) + "\n\n" + USAGE);
            return WRONG_USAGE;
        }
        if (arguments.contains("--help")) {
            out.println(USAGE);
            out.println(SETTINGS);
            out.println(SettingsHelp.text());
            return COMPLETE;
        }
        if (arguments.contains("--version")) {
            out.println("Cotinga " + Build.version());
            return COMPLETE;
        }
        boolean once = arguments.contains("--once");
        boolean sandbox = arguments.contains("--sandbox");
        try {
            Map<String, String> environment = environment(once && sandbox);
            StartUp startUp = new StartUp();
            SettingTexts texts = startUp.step(
                    "read the settings",
                    () -> SettingTexts.of(workingDirectory, sandbox, environment, System.getProperties()));
            Settings settings = startUp.step("validate the settings", () -> Settings.of(texts, SystemClock.get()));
            boolean terminal = isTerminal();
            boolean service = !once && copy.isEmpty();
            Logging logging = new Logging(settings.log(), service, terminal);
            startUp.step("configure the log", logging::start);
            ProgressDisplay display = display(terminal && !logging.isJson());
            startUp.step("check the memory", Cotinga::requireMemory);
            reportServiceLinks(texts.serviceLinks());
            if (copy.isPresent()) {
                return copy.get().run(settings, display, out, err);
            }
            try (Application application =
                    Application.open(startUp, settings, workingDirectory, SystemClock.get(), display, service)) {
                application.stoppedBySignals(LogManager::shutdown);
                application.start();
                return once ? once(application, out, err) : serve(application);
            }
        } catch (SettingException e) {
            e.errors().forEach(err::println);
            return WRONG_USAGE;
        } catch (StoreException | StartException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
    }

    private static void requireMemory() {
        HeapSpace.shortage(Runtime.getRuntime().maxMemory()).ifPresent(shortage -> {
            throw new StartException(shortage);
        });
    }

    private static void reportServiceLinks(List<String> variables) {
        if (!variables.isEmpty()) {
            LoggerFactory.getLogger(Cotinga.class)
                    .info(
                            "Ignored {} of the environment, which Kubernetes or Docker sets for a service named like"
                                    + " Cotinga: {}; enableServiceLinks: false in the pod avoids them",
                            Counted.of(variables.size(), "variable"),
                            String.join(", ", variables));
        }
    }

    /**
     * The environment. A single run with the sandbox serves only itself, so it uses any free port.
     */
    private static Map<String, String> environment(boolean onAnyPort) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (onAnyPort) {
            environment.put(SettingTexts.environmentName("cotinga.http.port"), FreePort.find());
        }
        return environment;
    }

    private static int serve(Application application) throws Exception {
        application.awaitStop();
        return COMPLETE;
    }

    private static int once(Application application, PrintStream out, PrintStream err) throws Exception {
        try {
            return once(application, out);
        } catch (StoreException localFailure) {
            err.println(localFailure.getMessage() + "\nThe run resumes when Cotinga is restarted.");
            return INCOMPLETE;
        }
    }

    private static int once(Application application, PrintStream out) throws Exception {
        RunSummary reports = application.refreshReports("once");
        out.println(reports.text());
        reports.quality().ifPresent(out::println);
        int status = status(reports);
        if (application.hasPrices() && !application.isStopping()) {
            PriceSummary prices = application.refreshPrices("once");
            out.println(prices.text());
            if (status == COMPLETE && prices.status() != RunStatus.SUCCESS) {
                status = INCOMPLETE;
            }
        }
        return status;
    }

    private static int status(RunSummary reports) {
        return switch (reports.status()) {
            case SUCCESS -> COMPLETE;
            case PARTIAL -> INCOMPLETE;
            case ERROR, RUNNING -> reports.storeHasData() ? INCOMPLETE : NO_DATA;
        };
    }

    private static ProgressDisplay display(boolean inOneLine) {
        return inOneLine ? ProgressDisplay.terminal(System.out) : ProgressDisplay.log(Clock.systemUTC(), LOG_PAUSE);
    }

    /** Whether the output is a terminal. Java itself knows only whether input and output both are; Linux names the device. */
    private static boolean isTerminal() {
        try {
            return TERMINAL.matcher(Files.readSymbolicLink(OUTPUT).toString()).matches();
        } catch (IOException otherSystem) {
            return hasConsole();
        }
    }

    /** Until Java 21 a console is a terminal; since Java 22 the console reports it. */
    @SuppressWarnings("SystemConsoleNull") // handled: since Java 22 by Console.isTerminal()
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
