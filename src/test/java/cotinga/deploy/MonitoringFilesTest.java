package cotinga.deploy;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.ChartFiles;
import cotinga.flow.Flow;
import cotinga.flow.Metrics;
import cotinga.flow.StandInUpstream;
import cotinga.monitor.Condition;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboards and the alerts in {@code deploy/}. */
class MonitoringFilesTest {
    private static final String RULES = "prometheus/rules.yml";

    /** Series that Prometheus makes itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "alertname", "alertstate");

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=");

    /** A metric of Cotinga and its labels, in the table of metrics. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(cotinga_\\w+)`[^|]*\\|([^|]*)\\|");

    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    private static final int GRID = 24;

    @Test
    void everyMetricAndLabelThatTheyNameIsExposed(@TempDir Path directory) {
        Set<String> named = new TreeSet<>();
        expressions().forEach(expression -> named.addAll(PromQl.metrics(expression)));
        named.removeAll(OF_PROMETHEUS);
        Set<String> labels = new TreeSet<>();
        expressions().forEach(expression -> labels.addAll(PromQl.labels(expression)));
        legends().forEach(legend -> LEGEND.matcher(legend).results().forEach(found -> labels.add(found.group(1))));
        labels.removeAll(LABELS_OF_PROMETHEUS);

        Set<String> series = exposed(directory);

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(names(series)).containsAll(named);
        assertThat(labels).contains("host", "variant", "kind");
        assertThat(labels(series)).containsAll(labels);
        assertThat(labels(series)).as("one word for an upstream").doesNotContain("upstream", "source");
    }

    @Test
    void theMetricsInTheRunbookHaveTheirLabels(@TempDir Path directory) throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        exposed(directory).forEach(series -> labels.computeIfAbsent(name(series), name -> new TreeSet<>())
                .addAll(labels(Set.of(series))));
        Map<String, Set<String>> described = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("docs/operations.md"))).results().forEach(row -> {
            Set<String> its = new TreeSet<>();
            QUOTED.matcher(row.group(2)).results().forEach(label -> its.add(label.group(1)));
            described.put(row.group(1), its);
        });

        assertThat(described).hasSizeGreaterThan(25);
        assertThat(labels).containsAllEntriesOf(described);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up{job=\"a_b\"} == 0 | up",
                "sum by (le) (rate(a_bucket{x=~\"b.c\"}[5m])) > bool 1 | a_bucket",
                "time() - (a != 0) > 5 * 3600 unless on (job) b offset 5m | a,b",
                "histogram_quantile(0.9, sum(rate(a[$__rate_interval]))) or vector(0) | a",
            })
    void findsTheMetricsInAnExpression(String expression, String metrics) {
        assertThat(PromQl.metrics(expression)).containsExactly(metrics.split(",", -1));
    }

    @Test
    void everyAlertHasASeverityTextsAndASectionInTheRunbook() {
        assertThat(alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            String name = alert.get("alert").textValue();
            assertThat(name).startsWith("Cotinga");
            assertThat(alert.at("/labels/severity").textValue()).as(name).isIn("critical", "minor");
            assertThat(alert.at("/annotations/summary").textValue()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").textValue())
                    .as(name)
                    .endsWith(".");
            assertThat(alert.at("/annotations/runbook_url").textValue())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(DeployFiles.anchorsOfRunbook()).contains(name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void everyConditionOfTheHealthCheckHasAnAlertOfTheSameSeverity() {
        Map<String, String> severities = alerts().stream()
                .filter(alert -> alert.at("/labels").has("condition"))
                .collect(Collectors.toMap(
                        alert -> alert.at("/labels/condition").textValue(),
                        alert -> alert.at("/labels/severity").textValue()));

        assertThat(severities)
                .isEqualTo(Arrays.stream(Condition.Kind.values())
                        .collect(Collectors.toMap(
                                Condition.Kind::key,
                                kind -> kind.severity().name().toLowerCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @CsvSource({
        "data-stale,       cotinga.alerts.max-report-age,   '> (\\d+) \\* 24 \\* 3600$',  d",
        "data-late,        cotinga.alerts.max-report-age,   '> (\\d+) \\* 24 \\* 3600$',  d",
        "prices-stale,     cotinga.alerts.max-price-age,    '> (\\d+) \\* 24 \\* 3600$',  d",
        "run-overdue,      cotinga.alerts.max-success-age,  '> (\\d+) \\* 24 \\* 3600$',  d",
        "backup-old,       cotinga.alerts.max-backup-age,   '> (\\d+) \\* 24 \\* 3600$',  d",
        "much-quarantined, cotinga.alerts.max-quarantined,  '> (\\d+)$',                  ''",
        "breaker-open,     cotinga.alerts.max-breaker-open, 'for (\\d+)m$',               m",
    })
    void thresholdsAreTheDefaultsOfSettings(String condition, String setting, String threshold, String unit)
            throws IOException {
        Properties defaults = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            defaults.load(file);
        }
        JsonNode alert = alerts().stream()
                .filter(its -> its.at("/labels/condition").asText().equals(condition))
                .findFirst()
                .orElseThrow();
        String text = threshold.startsWith("for")
                ? "for " + alert.get("for").textValue()
                : alert.get("expr").textValue().strip();

        assertThat(text)
                .containsPattern(threshold.replace(
                        "(\\d+)", defaults.getProperty(setting).replace(unit, "")));
    }

    @Test
    void everyAlertHasACaseInWhichItFiresAndOneInWhichItIsSilent() {
        Set<String> fires = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        DeployFiles.stream(DeployFiles.yaml("prometheus/rules_test.yml").get("tests"))
                .flatMap(test -> DeployFiles.stream(test.get("alert_rule_test")))
                .forEach(test -> (test.get("exp_alerts").isEmpty() ? silent : fires)
                        .add(test.get("alertname").textValue()));
        Set<String> alerts =
                alerts().stream().map(alert -> alert.get("alert").textValue()).collect(Collectors.toSet());

        assertThat(fires).isEqualTo(alerts);
        assertThat(silent).isEqualTo(alerts);
    }

    @Test
    void everyPanelHasAUnitAndADescriptionAndReadsTheChosenDataSource() {
        List<Path> dashboards = dashboards();
        assertThat(dashboards)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("api.json", "freshness.json", "health.json", "pipeline.json");
        assertThat(dashboards).allSatisfy(file -> {
            JsonNode dashboard = DeployFiles.json(file);
            assertThat(dashboard.get("uid").textValue())
                    .isEqualTo("cotinga-" + file.getFileName().toString().replace(".json", ""));
            assertThat(dashboard.get("title").textValue()).startsWith("Cotinga: ");
            assertThat(dashboard.get("schemaVersion").intValue()).isGreaterThanOrEqualTo(36);
            assertThat(dashboard.at("/templating/list/0/name").textValue()).isEqualTo("datasource");
            assertThat(dashboard.at("/templating/list/0/query").textValue()).isEqualTo("prometheus");
            List<JsonNode> panels = DeployFiles.stream(dashboard.get("panels")).toList();
            assertThat(panels).extracting(panel -> panel.get("id").intValue()).doesNotHaveDuplicates();
            assertThat(panels).hasSizeGreaterThan(8).allSatisfy(MonitoringFilesTest::isComplete);
            assertThat(cells(panels)).doesNotHaveDuplicates();
        });
    }

    @Test
    @Tag("full")
    void promtoolAcceptsTheRulesAndTheirCases() throws Exception {
        Tool promtool = Tool.installed("promtool", "prometheus");
        Path folder = DeployFiles.path("prometheus");

        promtool.run(folder, "check", "rules", "rules.yml");
        promtool.run(folder, "check", "config", "prometheus.yml");
        assertThat(promtool.run(folder, "test", "rules", "rules_test.yml")).contains("SUCCESS");
    }

    private static void isComplete(JsonNode panel) {
        String title = panel.get("title").textValue();
        assertThat(title).isNotBlank();
        assertThat(panel.get("description").textValue()).as(title).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").textValue()).as(title).isNotBlank();
        assertThat(panel.at("/fieldConfig/defaults/thresholds/steps")).as(title).isNotEmpty();
        assertThat(panel.at("/datasource/uid").textValue()).as(title).isEqualTo("${datasource}");
        assertThat(DeployFiles.stream(panel.get("targets")))
                .as(title)
                .isNotEmpty()
                .allMatch(target -> target.at("/datasource/uid").textValue().equals("${datasource}"));
    }

    /** Every cell of the grid that a panel takes. */
    private static List<String> cells(List<JsonNode> panels) {
        return panels.stream()
                .map(panel -> panel.get("gridPos"))
                .flatMap(place -> {
                    int x = place.get("x").intValue();
                    int y = place.get("y").intValue();
                    int width = place.get("w").intValue();
                    assertThat(x + width).isLessThanOrEqualTo(GRID);
                    return Stream.iterate(y, row -> row < y + place.get("h").intValue(), row -> row + 1)
                            .flatMap(row -> Stream.iterate(x, column -> column < x + width, column -> column + 1)
                                    .map(column -> column + "/" + row));
                })
                .toList();
    }

    private static List<Path> dashboards() {
        return DeployFiles.list("grafana", ".json");
    }

    private static List<JsonNode> alerts() {
        return DeployFiles.stream(DeployFiles.yaml(RULES).get("groups"))
                .flatMap(group -> DeployFiles.stream(group.get("rules")))
                .toList();
    }

    private static Stream<String> expressions() {
        return Stream.concat(
                alerts().stream().map(alert -> alert.get("expr").textValue()),
                dashboards().stream()
                        .flatMap(file ->
                                DeployFiles.stream(DeployFiles.json(file).get("panels")))
                        .flatMap(panel -> DeployFiles.stream(panel.get("targets")))
                        .map(target -> target.get("expr").textValue()));
    }

    private static Stream<String> legends() {
        return dashboards().stream()
                .flatMap(file -> DeployFiles.stream(DeployFiles.json(file).get("panels")))
                .flatMap(panel -> DeployFiles.stream(panel.get("targets")))
                .map(target -> target.path("legendFormat").asText());
    }

    /** All series of a service that has done everything at least once: runs, a retry, a read, a garbage collection. */
    private static Set<String> exposed(Path directory) {
        try (Flow flow = new Flow(directory)
                .variants(TFF_FO)
                .years(2026, 2026)
                .set("cotinga.prices.retry-delay", "1")
                .set("cotinga.cache.shared", "redis://localhost:1")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, "099741", "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 400))) {
            flow.releasePrices("099741", "6E=F", Map.of("2026-06-12", 1.0875));
            RunningApplication service = flow.serve();
            flow.upstream.fail(ChartFiles.path("6E=F"), StandInUpstream.Fault.status(503));
            service.refreshReports();
            service.refreshPrices();
            service.get("/dashboard/099741");
            System.gc();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> names(Metrics.scrape(service).keySet()).contains("jvm_gc_pause_seconds_count"));
            return Metrics.scrape(service).keySet();
        }
    }

    private static Set<String> names(Set<String> series) {
        return series.stream().map(MonitoringFilesTest::name).collect(Collectors.toSet());
    }

    private static String name(String series) {
        return series.replaceFirst("\\{.*", "");
    }

    private static Set<String> labels(Set<String> series) {
        return series.stream()
                .flatMap(one -> LABEL.matcher(one).results())
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
    }
}
