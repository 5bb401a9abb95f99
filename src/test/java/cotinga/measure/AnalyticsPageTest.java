package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.FIRST_TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every example of {@code docs/analytics.md} has the values that the page shows. */
class AnalyticsPageTest {
    private static final Path PAGE = Path.of("docs/analytics.md");
    private static final String INPUT = "| input | weeks, oldest first |";
    private static final String OUTPUT = "| key | newest week |";
    private static final ReportVariant VARIANT = ReportVariant.LEGACY_FO;
    private static final int NEUTRAL = 1_000_000;
    private static final int DAYS_TO_PUBLICATION = 3;
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    /**
     * Two tables of the page.
     *
     * @param inputs the numbers of the weeks, by what they are
     * @param outputs the values of the newest week, by key
     */
    private record Example(Map<String, String> inputs, Map<String, String> outputs) {}

    @Test
    void everyExampleHasTheValuesThatThePageShows() throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(25);

        SoftAssertions softly = new SoftAssertions();
        for (Example example : examples) {
            MarketWeeks market = market(example.inputs);
            List<MeasureColumn> columns = columns(market, example);
            Map<String, String> computed = new LinkedHashMap<>();
            columns.forEach(column -> computed.put(column.key(), said(column)));
            softly.assertThat(computed).as(example.inputs.toString()).isEqualTo(example.outputs);
        }
        softly.assertAll();
    }

    @Test
    void everyMeasureHasAnExample() throws IOException {
        Set<String> shown = examples().stream()
                .flatMap(example -> example.outputs.keySet().stream())
                .map(AnalyticsPageTest::measureOf)
                .collect(Collectors.toSet());

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.measures().stream().map(Measure::name).toList());
    }

    @Test
    void everyMeasureIsDefined() throws IOException {
        List<String> titles = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("### "))
                .flatMap(line -> Arrays.stream(line.substring(4).split(", ")))
                .toList();

        assertThat(titles)
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.measures().stream().map(Measure::name).toList());
    }

    private static String measureOf(String key) {
        return Catalogue.measures().stream()
                .map(Measure::name)
                .filter(name -> key.equals(name) || key.startsWith(name + "_"))
                .findFirst()
                .orElseThrow();
    }

    private static List<MeasureColumn> columns(MarketWeeks market, Example example) {
        if (!example.inputs.containsKey("ddof")) {
            return MEASURES.columns(market, ColumnSelection.of(ReportType.LEGACY, example.outputs.keySet()));
        }
        String terms = example.outputs.keySet().stream()
                .map(key -> key.replace("_g1", "").replace('_', '.'))
                .collect(Collectors.joining(","));
        return MEASURES.columns(
                market,
                new MeasureRequest(
                        ReportType.LEGACY,
                        MeasureTerm.list(terms),
                        ReportType.LEGACY.groups().subList(0, 1),
                        List.of(Basis.NET),
                        true));
    }

    private static String said(MeasureColumn column) {
        int newest = column.size() - 1;
        Reason reason = column.reason(newest);
        if (reason == null) {
            return column.text(newest);
        }
        String weeks = reason == Reason.MISSING || column.weeks(newest).isEmpty()
                ? ""
                : ", " + column.weeks(newest).getAsInt() + " weeks";
        return "null, " + reason.key() + weeks;
    }

    private static MarketWeeks market(Map<String, String> inputs) {
        HistoryBuilder history = new HistoryBuilder(VARIANT);
        int weeks = inputs.entrySet().stream()
                .filter(input -> hasOneForEachWeek(input.getKey()))
                .mapToInt(input -> items(input.getValue()).size())
                .max()
                .orElseThrow();
        List<String> dates = inputs.containsKey("report date")
                ? items(inputs.get("report date"))
                : IntStream.range(0, weeks)
                        .mapToObj(week -> FIRST_TUESDAY.plusWeeks(week).toString())
                        .toList();
        for (int week = 0; week < weeks; week++) {
            history.week(dates.get(week));
            for (Map.Entry<String, String> input : inputs.entrySet()) {
                if (hasOneForEachWeek(input.getKey())) {
                    set(history, input.getKey(), items(input.getValue()).get(week));
                }
            }
        }
        MarketWeeks market = MarketWeeks.of(history.build());
        return new MarketWeeks(
                market.history(),
                sessions(market, inputs),
                inputs.containsKey("size of a contract")
                        ? Unit.notional(Double.parseDouble(inputs.get("size of a contract")))
                        : Unit.CONTRACTS);
    }

    private static boolean hasOneForEachWeek(String input) {
        return !List.of("ddof", "size of a contract", "daily volume before the publication")
                .contains(input);
    }

    private static void set(HistoryBuilder history, String input, String value) {
        switch (input) {
            case "net of g1" -> setNet(history, 0, value);
            case "net of g2" -> setNet(history, 1, value);
            case "long of g1" -> history.set(WeekColumn.group(0, WeekColumn.LONG), count(value));
            case "short of g1" -> history.set(WeekColumn.group(0, WeekColumn.SHORT), count(value));
            case "change of g1 long" -> history.set(WeekColumn.group(0, WeekColumn.CHANGE_LONG), count(value));
            case "change of g1 short" -> history.set(WeekColumn.group(0, WeekColumn.CHANGE_SHORT), count(value));
            case "open interest" -> history.set(WeekColumn.OPEN_INTEREST, count(value));
            case "change of open interest" -> history.set(WeekColumn.OPEN_INTEREST_CHANGE, count(value));
            case "gross_4_long" -> history.concentration(WeekColumn.GROSS_4_LONG, Double.parseDouble(value));
            case "report date", "close" -> {}
            default -> throw new IllegalArgumentException(PAGE + " has an input '" + input + "' without a meaning");
        }
    }

    private static void setNet(HistoryBuilder history, int group, String value) {
        if (count(value) != DOT) {
            history.positions(group, NEUTRAL + count(value), NEUTRAL);
        }
    }

    private static int count(String value) {
        return value.equals(".") ? DOT : Integer.parseInt(value);
    }

    private static Sessions sessions(MarketWeeks market, Map<String, String> inputs) {
        int[] dates = market.history().reportDates();
        if (inputs.containsKey("close")) {
            double[] closes = numbers(inputs.get("close"));
            double[] volumes = new double[closes.length];
            Arrays.fill(volumes, Double.NaN);
            return new Sessions(dates, closes, volumes);
        }
        if (inputs.containsKey("daily volume before the publication")) {
            double[] volumes = numbers(inputs.get("daily volume before the publication"));
            int publication = dates[dates.length - 1] + DAYS_TO_PUBLICATION;
            return new Sessions(
                    IntStream.range(publication - volumes.length, publication).toArray(),
                    new double[volumes.length],
                    volumes);
        }
        return Sessions.NONE;
    }

    private static double[] numbers(String text) {
        return items(text).stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** The items of {@code 12×10, 1…156, 50}. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(", ", -1)) {
            if (item.contains("×")) {
                String[] run = item.split("×", 2);
                IntStream.range(0, Integer.parseInt(run[0])).forEach(week -> items.add(run[1]));
            } else if (item.contains("…")) {
                String[] ends = item.split("…", 2);
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[1]);
                IntStream.rangeClosed(0, Math.abs(last - first))
                        .map(step -> first < last ? first + step : first - step)
                        .forEach(value -> items.add(String.valueOf(value)));
            } else {
                items.add(item);
            }
        }
        return items;
    }

    private static List<Example> examples() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<Example> examples = new ArrayList<>();
        Map<String, String> inputs = Map.of();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).equals(INPUT)) {
                inputs = table(lines, line);
            } else if (lines.get(line).equals(OUTPUT)) {
                examples.add(new Example(inputs, table(lines, line)));
            }
        }
        return examples;
    }

    /** The rows of a table of two columns, without the quotes of code. */
    private static Map<String, String> table(List<String> lines, int header) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (int line = header + 2; lines.get(line).startsWith("|"); line++) {
            String[] cells = lines.get(line).split("\\|", -1);
            rows.put(cells[1].strip().replace("`", ""), cells[2].strip());
        }
        return rows;
    }
}
