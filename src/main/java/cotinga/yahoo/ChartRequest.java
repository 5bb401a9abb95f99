package cotinga.yahoo;

import cotinga.report.PriceRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A request for prices as Yahoo wants it: {@code GET <host><path>?<query>}. */
public record ChartRequest(PriceRequest prices) {
    private static final String CHARTS = "/v8/finance/chart/";

    /** No zone's day begins that much earlier than UTC's. */
    private static final long SECONDS_OF_A_DAY = 86_400;

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

    /** Whether a bar of this second, since 1970, may be of a day that is asked for; it is not when it is after the end. */
    boolean canInclude(long second) {
        return second >= period1() - SECONDS_OF_A_DAY && second <= period2();
    }

    private static long firstSecond(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
