package cotinga.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, which shows the pages of one service. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ChromeDriver driver;
    private final URI home;

    /** @param home the root of the service */
    public Browser(URI home) {
        this.home = home;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
    }

    /** Whether this machine has the browser and its driver. */
    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** The address of a path of the service. */
    public String address(String path) {
        return home.resolve(path).toString();
    }

    /** Forgets all cached files, as before a first visit. */
    public void forgetCache() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    }

    /** Opens a page, and waits until it shows its data. */
    void open(String path) {
        driver.get(address(path));
        awaitPage();
    }

    /** Waits until nothing that is in view is a skeleton any more. */
    public void awaitPage() {
        await("#content > *:not(.skeleton)");
        Awaitility.await().atMost(LONGEST_WAIT).until(() -> !evaluate("[...document.querySelectorAll('.skeleton-line')]"
                        + ".some((lines) => lines.getBoundingClientRect().top < innerHeight)")
                .booleanValue());
    }

    WebElement await(String selector) {
        return Awaitility.await()
                .atMost(LONGEST_WAIT)
                .until(() -> elements(selector).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Activates a link, a button or a summary with the keyboard: what loads above it may move it away from a pointer. */
    void activate(String selector) {
        Awaitility.await()
                .atMost(LONGEST_WAIT)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .untilAsserted(() -> await(selector).sendKeys(Keys.ENTER));
    }

    void awaitText(String text) {
        Awaitility.await().atMost(LONGEST_WAIT).untilAsserted(() -> assertThat(text())
                .contains(text));
    }

    List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text of the page, as it is displayed. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    String path() {
        URI current = URI.create(driver.getCurrentUrl());
        return current.getRawPath() + (current.getRawQuery() == null ? "" : "?" + current.getRawQuery());
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void pressTab() {
        press(Keys.TAB);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** What the system prefers: {@code light} or {@code dark}. */
    void colors(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void network(boolean isOn) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !isOn, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What an expression of JavaScript returns, as JSON. */
    public JsonNode evaluate(String expression) {
        Object text = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "(async () => (" + expression + "))().then((value) => done(JSON.stringify(value ?? null)),"
                + " (failure) => done(JSON.stringify({failed: String(failure)})));");
        try {
            return mapper.readTree(String.valueOf(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the assets, relative to the page. */
    String assets() {
        String script = String.valueOf(
                driver.findElement(By.cssSelector("script[type=module]")).getDomProperty("src"));
        return script.replaceFirst("shared/app\\.js$", "");
    }

    /** Errors and warnings that the console received since the last call. */
    List<String> consoleErrors() {
        List<String> errors = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                errors.add(entry.getMessage());
            }
        }
        return errors;
    }

    /** The origins of everything that the page requested. */
    Stream<String> requestedOrigins() {
        List<String> origins = new ArrayList<>();
        evaluate("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)")
                .forEach(origin -> origins.add(origin.textValue()));
        return origins.stream().distinct();
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
