package cotinga.flow;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Small charts in Yahoo's format. */
public final class ChartFiles {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private ChartFiles() {}

    /** The path of a symbol's chart, decoded. */
    public static String path(String symbol) {
        return "/v8/finance/chart/" + symbol;
    }

    /** A chart with a bar for each date, whose four prices are the same. */
    public static byte[] chart(String symbol, Map<String, Double> closes) {
        return chart(symbol, "USD", closes);
    }

    /** The same in a currency. */
    public static byte[] chart(String symbol, String currency, Map<String, Double> closes) {
        SortedMap<String, Double> bars = new TreeMap<>(closes);
        String seconds = array(
                bars,
                bar -> String.valueOf(LocalDate.parse(bar.getKey())
                        .atTime(9, 30)
                        .atZone(NEW_YORK)
                        .toEpochSecond()));
        String prices = array(bars, bar -> String.valueOf(bar.getValue()));
        String volumes = array(bars, bar -> "100");
        return """
                {"chart":{"result":[{"meta":{"currency":"%s","symbol":"%s","exchangeTimezoneName":"America/New_York","dataGranularity":"1d"},
                "timestamp":%s,
                "indicators":{"quote":[{"open":%s,"high":%s,"low":%s,"close":%s,"volume":%s}]}}],"error":null}}"""
                .formatted(currency, symbol, seconds, prices, prices, prices, prices, volumes)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Yahoo's response for an unknown symbol. */
    public static StandInUpstream.Fault unknown() {
        return StandInUpstream.Fault.text(
                404,
                """
                {"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}""");
    }

    private static String array(Map<String, Double> bars, Function<Map.Entry<String, Double>, String> element) {
        return bars.entrySet().stream().map(element).collect(Collectors.joining(",", "[", "]"));
    }
}
