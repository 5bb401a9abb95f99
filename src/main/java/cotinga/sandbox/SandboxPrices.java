package cotinga.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.base.NewYork;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Yahoo's chart responses with synthetic bars: one per weekday, at midnight in New York. A bar depends on symbol and date alone. Some
 * bars are null.
 */
public final class SandboxPrices {
    /** The first day with a bar. */
    static final LocalDate FIRST_TRADE_DATE = LocalDate.of(2000, 1, 3);

    private static final int NULL_BAR_EVERY = 97;

    private static final int LEVEL = 1;
    private static final int DAY = 2;
    private static final int OPEN = 3;
    private static final int HIGH = 4;
    private static final int LOW = 5;
    private static final int VOLUME = 6;
    private static final int NULL = 7;

    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Quote> quotes = SandboxResource.records("symbols.csv", Quote::of).stream()
            .collect(Collectors.toUnmodifiableMap(Quote::symbol, Function.identity()));

    /**
     * How a symbol is quoted.
     *
     * @param level the mean of its prices
     * @param currency USD, or USX for cents of USD
     */
    private record Quote(String symbol, double level, String currency) {
        static Quote of(NamedCsvRecord line) {
            return new Quote(
                    line.getField("symbol"), Double.parseDouble(line.getField("price")), line.getField("currency"));
        }
    }

    public SandboxPrices(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the bars with timestamps in a range and not in the future.
     *
     * @param symbol a Yahoo symbol, decoded: {@code GC=F}
     * @param period1 the first second of the range, since 1970
     * @param period2 the second after its last
     * @return Yahoo's JSON, empty if the symbol is unknown
     */
    public Optional<String> chart(String symbol, long period1, long period2) {
        return Optional.ofNullable(quotes.get(symbol)).map(quote -> chart(quote, period1, period2));
    }

    private String chart(Quote quote, long period1, long period2) {
        long now = clock.instant().getEpochSecond();
        List<LocalDate> days = days(period1, Math.min(period2, now + 1));
        ObjectNode root = json.createObjectNode();
        ObjectNode chart = root.putObject("chart");
        ObjectNode result = chart.putArray("result").addObject();
        meta(result.putObject("meta"), quote, now);
        if (!days.isEmpty()) {
            ArrayNode timestamps = result.putArray("timestamp");
            days.forEach(day -> timestamps.add(timestamp(day)));
        }
        ObjectNode indicators = result.putObject("indicators");
        bars(indicators, quote, days);
        chart.putNull("error");
        return root.toString();
    }

    private static List<LocalDate> days(long from, long until) {
        if (until <= from) {
            return List.of();
        }
        return clamp(from)
                .datesUntil(clamp(until).plusDays(1))
                .filter(SandboxPrices::isWeekday)
                .filter(day -> timestamp(day) >= from && timestamp(day) < until)
                .toList();
    }

    /** The day of a second, limited to the days that can have bars. */
    private static LocalDate clamp(long second) {
        long earliest = timestamp(FIRST_TRADE_DATE);
        long latest = timestamp(LocalDate.of(2200, 1, 1));
        return day(Math.max(earliest, Math.min(latest, second)));
    }

    private void meta(ObjectNode meta, Quote quote, long now) {
        String symbol = quote.symbol();
        LocalDate today = day(now);
        LocalDate traded = isWeekday(today) ? today : today.with(DayOfWeek.FRIDAY);
        meta.put("currency", quote.currency());
        meta.put("symbol", symbol);
        meta.put("exchangeName", "SYN");
        meta.put("fullExchangeName", "Synthetic");
        meta.put("instrumentType", instrumentType(symbol));
        meta.put("firstTradeDate", timestamp(FIRST_TRADE_DATE));
        meta.put("regularMarketTime", now);
        meta.put(
                "gmtoffset",
                NewYork.ZONE.getRules().getOffset(Instant.ofEpochSecond(now)).getTotalSeconds());
        meta.put("timezone", NewYork.ZONE.getRules().isDaylightSavings(Instant.ofEpochSecond(now)) ? "EDT" : "EST");
        meta.put("exchangeTimezoneName", NewYork.ZONE.getId());
        meta.put("regularMarketPrice", Bar.of(symbol, quote.level(), traded).close());
        meta.put("shortName", String.format(Locale.ROOT, "%s (synthetic)", symbol));
        meta.put("dataGranularity", "1d");
        meta.put("range", "");
    }

    private static String instrumentType(String symbol) {
        if (symbol.endsWith("=F")) {
            return "FUTURE";
        }
        if (symbol.endsWith("=X")) {
            return "CURRENCY";
        }
        return symbol.startsWith("^") ? "INDEX" : "CRYPTOCURRENCY";
    }

    private static void bars(ObjectNode indicators, Quote quote, List<LocalDate> days) {
        ObjectNode prices = indicators.putArray("quote").addObject();
        ObjectNode adjusted = indicators.putArray("adjclose").addObject();
        if (days.isEmpty()) {
            return;
        }
        ArrayNode open = prices.putArray("open");
        ArrayNode high = prices.putArray("high");
        ArrayNode low = prices.putArray("low");
        ArrayNode close = prices.putArray("close");
        ArrayNode volume = prices.putArray("volume");
        ArrayNode adjustedClose = adjusted.putArray("adjclose");
        for (LocalDate day : days) {
            if (isNull(quote.symbol(), day)) {
                List.of(open, high, low, close, volume, adjustedClose).forEach(ArrayNode::addNull);
            } else {
                Bar bar = Bar.of(quote.symbol(), quote.level(), day);
                open.add(bar.open());
                high.add(bar.high());
                low.add(bar.low());
                close.add(bar.close());
                volume.add(bar.volume());
                adjustedClose.add(bar.close());
            }
        }
    }

    private static boolean isNull(String symbol, LocalDate day) {
        long seed = Noise.mix(Noise.mix(Noise.seed(symbol), NULL), day.toEpochDay());
        return Long.remainderUnsigned(seed, NULL_BAR_EVERY) == 0;
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    }

    private static long timestamp(LocalDate day) {
        return day.atStartOfDay(NewYork.ZONE).toEpochSecond();
    }

    private static LocalDate day(long second) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second), NewYork.ZONE);
    }

    /** One day's prices. Like Yahoo's, they are single-precision numbers written as doubles. */
    private record Bar(double open, double high, double low, double close, long volume) {

        static Bar of(String symbol, double level, LocalDate day) {
            long seed = Noise.seed(symbol);
            double open = close(seed, level, day.minusDays(1)) * (1 + 0.004 * swing(seed, OPEN, day));
            double close = close(seed, level, day);
            double high = Math.max(open, close) * (1 + 0.006 * Math.abs(swing(seed, HIGH, day)));
            double low = Math.min(open, close) * (1 - 0.006 * Math.abs(swing(seed, LOW, day)));
            long volume = symbol.endsWith("=X") ? 0 : Math.round(100_000 * Math.exp(swing(seed, VOLUME, day)));
            return new Bar(rounded(open), rounded(high), rounded(low), rounded(close), volume);
        }

        private static double close(long seed, double level, LocalDate day) {
            double trend = 0.5 * Noise.wave(Noise.mix(seed, LEVEL), day.toEpochDay() / 7.0);
            double ripple = 0.08 * Noise.wave(Noise.mix(seed, DAY), (double) day.toEpochDay());
            return level * Math.exp(trend + ripple);
        }

        private static double swing(long seed, int channel, LocalDate day) {
            return 2 * Noise.uniform(Noise.mix(Noise.mix(seed, channel), day.toEpochDay())) - 1;
        }

        private static double rounded(double price) {
            return (float) price;
        }
    }
}
