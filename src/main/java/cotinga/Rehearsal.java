package cotinga;

import cotinga.progress.ProgressDisplay;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the functions of a service and of a single run with the sandbox, then exits, so that the JVM can write an archive of the loaded
 * classes. {@code bin/cotinga} runs it before the first start.
 */
public final class Rehearsal {
    private static final List<String> PATHS = List.of("/", "/api/docs/openapi.json", "/api/v1/cot/screener-v2?limit=5");

    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = Map.of(
                "cotinga.http.port",
                FreePort.find(),
                "cotinga.management.port",
                FreePort.find(),
                "cotinga.cftc.first-year",
                Year.now(ZoneOffset.UTC).toString(),
                "cotinga.cftc.variants",
                "legacy/fo",
                "cotinga.run.on-start",
                "false");
        Map<String, String> environment = new HashMap<>();
        settings.forEach((key, value) -> environment.put(SettingTexts.environmentName(key), value));
        Path workingDirectory = Path.of("");
        SettingTexts texts = SettingTexts.of(workingDirectory, true, environment, System.getProperties());
        Settings validated = Settings.of(texts, Clock.systemUTC());
        new Logging(validated.log(), true, false).start();
        ProgressDisplay display = ProgressDisplay.log(Clock.systemUTC(), Duration.ofMinutes(1));
        try (Application application =
                Application.open(new StartUp(), validated, workingDirectory, Clock.systemUTC(), display, true)) {
            application.start();
            application.refreshReports("once");
            application.refreshPrices("once");
            application.refreshReports("once"); // now unchanged
            for (String path : PATHS) {
                request("http://localhost:" + settings.get("cotinga.http.port") + path);
            }
        }
        System.exit(0);
    }

    private static void request(String address) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(
                    "found status " + response.statusCode() + " at " + address + ", expected 200 or 302");
        }
    }
}
