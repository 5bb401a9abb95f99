package cotinga.price.yahoo;

import cotinga.price.PriceRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A request for prices in Yahoo's format: {@code GET <host><path>?<query>}. */
public record ChartRequest(PriceRequest prices) {
    private static final String CHARTS = "/v8/finance/chart/";

    /** The last second of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** The path, with the symbol encoded: {@code /v8/finance/chart/GC%3DF}. */
    public String path() {
        return CHARTS
                + URLEncoder.encode(prices.symbol(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The query: daily bars of the range. */
    public String query() {
        return "period1=" + period1() + "&period2=" + period2() + "&interval=1d&events=div,splits";
    }

    /** The first second of the first day in UTC, since 1970. */
    public long period1() {
        return firstSecond(prices.from());
    }

    /** The last second of the last day in UTC, since 1970. */
    public long period2() {
        return firstSecond(prices.until().plusDays(1)) - 1;
    }

    /** Whether a second since 1970 is after the end of the range, whatever the day at the exchange. */
    boolean isOver(long second) {
        return second > period2();
    }

    /** The instant of a second since 1970, limited to the range of calendars. */
    static Instant instant(long second) {
        return Instant.ofEpochSecond(Math.max(-LAST_SECOND, Math.min(LAST_SECOND, second)));
    }

    private static long firstSecond(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
