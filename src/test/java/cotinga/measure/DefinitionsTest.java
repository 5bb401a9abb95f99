package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All measures agree with a second implementation on random markets. */
class DefinitionsTest {
    @Test
    void agreeOn500RandomMarkets() {
        assertThat(IntStream.range(0, 500).mapToLong(seed -> compare(seed, 3)).sum())
                .isGreaterThan(150_000);
    }

    @Tag("full")
    @Test
    void agreeOn10000RandomMarkets() {
        assertThat(IntStream.range(500, 10_500)
                        .parallel()
                        .mapToLong(seed -> compare(seed, 3))
                        .sum())
                .isGreaterThan(3_000_000);
    }

    private static int compare(int seed, int weeksCompared) {
        Random random = new Random(seed);
        MarketWeeks market = new RandomMarkets(seed).next();
        int size = market.history().size();
        List<Integer> weeks =
                new ArrayList<>(random.ints(weeksCompared, 0, size).boxed().toList());
        weeks.add(size - 1);
        int percent = random.nextInt(4) == 0 ? 50 + random.nextInt(51) : 90;
        return new Agreement(percent).assertAgreement("seed " + seed, market, request(market, random), weeks::contains);
    }

    /** All measures over random windows, of two groups, on two bases. */
    private static MeasureRequest request(MarketWeeks market, Random random) {
        ReportType type = market.history().variant().type();
        String measures = MeasureTerm.names().stream()
                .flatMap(name -> terms(name, random).stream())
                .collect(Collectors.joining(","));
        return new MeasureRequest(
                type,
                MeasureTerm.list(measures),
                some(type.groups(), random),
                some(List.of(Basis.values()), random),
                random.nextBoolean());
    }

    private static List<String> terms(String name, Random random) {
        int window = random.nextBoolean() ? 8 + random.nextInt(60) : 8 + random.nextInt(513);
        return switch (name) {
            case "index", "percentile", "zscore" -> List.of(name + "." + window, name + ".26");
            case "change_1w", "change_4w", "change_13w" -> List.of(name, name + "." + window);
            case "seasonal" -> List.of(name + "." + 5 * (1 + random.nextInt(3)));
            default -> List.of(name);
        };
    }

    private static <T> List<T> some(List<T> all, Random random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 2);
    }
}
