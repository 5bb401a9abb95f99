package cotinga.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.price.PriceBar;
import cotinga.report.MarketCategory;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The responses of version 1 beside the project, and the histories from which they were computed. */
final class Goldens {
    /** Markets whose inputs were not whole 32-bit numbers, which are malformed today. */
    private static final Pattern MALFORMED = Pattern.compile("EDGE(14|18|20)");

    private static final Path ROOT = Path.of("..", "shared", "golden");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Goldens() {}

    /** The files with a prefix in all folders of a name. Skips the test if there are none. */
    static List<Path> files(String folder, String prefix) {
        assumeTrue(Files.isDirectory(ROOT), () -> "no goldens at " + ROOT);
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> file.resolveSibling("").endsWith(folder))
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !MALFORMED.matcher(file.toString()).find())
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isMalformed(String code) {
        return MALFORMED.matcher(code).matches();
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The history of a detail, whose weeks are newest first. */
    static MarketHistory historyOfDetail(JsonNode detail) {
        List<JsonNode> weeks = new ArrayList<>();
        detail.get("weeks").forEach(week -> weeks.add(0, week));
        JsonNode market = detail.get("market");
        return history(variant(market), market, market.get("exchange").textValue(), weeks, unknownConcentrations());
    }

    /** The history of a dashboard, whose weeks are oldest first. */
    static MarketHistory historyOfDashboard(JsonNode dashboard, ReportVariant variant) {
        List<JsonNode> weeks = new ArrayList<>();
        dashboard.get("weeks").forEach(weeks::add);
        JsonNode market = dashboard.get("market");
        double[] concentrations = unknownConcentrations();
        JsonNode published = dashboard.get("concentration");
        concentrations[WeekColumn.GROSS_4_LONG] = orNaN(published.get("top4_long_pct"));
        concentrations[WeekColumn.GROSS_4_SHORT] = orNaN(published.get("top4_short_pct"));
        concentrations[WeekColumn.GROSS_8_LONG] = orNaN(published.get("top8_long_pct"));
        concentrations[WeekColumn.GROSS_8_SHORT] = orNaN(published.get("top8_short_pct"));
        return history(variant, market, market.get("exchange_code").textValue(), weeks, concentrations);
    }

    static ReportVariant variant(JsonNode market) {
        return ReportVariant.of(
                reportType(market.get("report_type").textValue()),
                Subtype.valueOf(market.get("subtype").textValue().toUpperCase(Locale.ROOT)));
    }

    static ReportType reportType(String key) {
        return ReportType.valueOf(key.toUpperCase(Locale.ROOT));
    }

    static MarketMeta meta(JsonNode market) {
        return new MarketMeta(
                variant(market),
                market.get("code").textValue(),
                publishedName(market),
                market.get("exchange").textValue(),
                category(market),
                0);
    }

    static MarketCategory category(JsonNode market) {
        return new MarketCategory(
                market.get("category").textValue(),
                market.get("category_display").textValue());
    }

    static List<PriceBar> prices(JsonNode detail) {
        List<PriceBar> prices = new ArrayList<>();
        for (JsonNode bar : detail.path("prices")) {
            prices.add(new PriceBar(
                    LocalDate.parse(bar.get("date").textValue()),
                    bar.get("open").doubleValue(),
                    bar.get("high").doubleValue(),
                    bar.get("low").doubleValue(),
                    bar.get("close").doubleValue(),
                    OptionalLong.of(bar.get("volume").longValue())));
        }
        return prices;
    }

    /** A market that shows its code as its name was published without a name. */
    private static String publishedName(JsonNode market) {
        String name = market.get("name").textValue();
        return name.equals(market.get("code").textValue()) ? "" : name;
    }

    private static MarketHistory history(
            ReportVariant variant, JsonNode market, String exchange, List<JsonNode> weeks, double[] concentrations) {
        int[][] columns = new int[WeekColumn.COUNT][weeks.size()];
        List<String> names = WeekColumn.storeNames();
        for (int column = 0; column < columns.length; column++) {
            for (int week = 0; week < weeks.size(); week++) {
                columns[column][week] = count(weeks.get(week).path(names.get(column)));
            }
        }
        return new MarketHistory(
                variant,
                market.get("code").textValue(),
                publishedName(market),
                exchange,
                weeks.stream()
                        .mapToInt(week -> (int)
                                LocalDate.parse(week.get("date").textValue()).toEpochDay())
                        .toArray(),
                new long[weeks.size()],
                new boolean[weeks.size()],
                columns,
                Arrays.stream(concentrations)
                        .mapToObj(newest ->
                                weeks.stream().mapToDouble(week -> newest).toArray())
                        .toArray(double[][]::new));
    }

    private static int count(JsonNode number) {
        if (!number.isNumber()) {
            return WeekColumn.MISSING;
        }
        assertThat(number.doubleValue()).isEqualTo(Math.rint(number.doubleValue()));
        return Math.toIntExact(number.longValue());
    }

    private static double orNaN(JsonNode number) {
        return number.isNull() ? Double.NaN : number.doubleValue();
    }

    private static double[] unknownConcentrations() {
        double[] concentrations = new double[WeekColumn.CONCENTRATIONS];
        Arrays.fill(concentrations, Double.NaN);
        return concentrations;
    }
}
