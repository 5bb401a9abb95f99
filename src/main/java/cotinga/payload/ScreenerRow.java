package cotinga.payload;

import cotinga.analytics.Signal;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A screener row, which is a market's newest week in one variant: ready JSON, and the values to filter and sort by.
 * Immutable; about two kilobytes.
 */
public final class ScreenerRow {
    private final MarketMeta meta;
    private final String date;
    private final int weeks;
    private final double[] numbers;
    private final @Nullable Signal[] signals;
    private final int[] sparkline;
    private final byte[] json;
    private final int end;

    /**
     * A row.
     *
     * @param meta the market
     * @param date the newest report date, {@code YYYY-MM-DD}
     * @param weeks the number of weeks of the market's history
     * @param numbers addressed by {@link ScreenerFields}, NaN for null
     * @param signals one per group
     * @param sparkline see {@link #sparkline()}
     * @param json the row in its primary report, whose additional fields come last
     * @param end the number of bytes before the additional fields
     */
    ScreenerRow(
            MarketMeta meta,
            String date,
            int weeks,
            double[] numbers,
            @Nullable Signal[] signals,
            int[] sparkline,
            byte[] json,
            int end) {
        this.meta = meta;
        this.date = date;
        this.weeks = weeks;
        this.numbers = numbers;
        this.signals = signals;
        this.sparkline = sparkline;
        this.json = json;
        this.end = end;
    }

    public MarketMeta meta() {
        return meta;
    }

    /** The newest report date, {@code YYYY-MM-DD}. */
    public String date() {
        return date;
    }

    /** The number of weeks from which the row was computed. */
    int weeks() {
        return weeks;
    }

    /** NaN for null, also if the report type has no such group. */
    double number(int position) {
        return position < numbers.length ? numbers[position] : Double.NaN;
    }

    /** The signal of a group, 0 for g1; null also if the report type has no such group. */
    @Nullable
    String signal(int group) {
        Signal signal = group < signals.length ? signals[group] : null;
        return signal == null ? null : signal.name();
    }

    /**
     * The net of the speculative group in the weeks of a year up to the newest one, oldest first; {@link WeekColumn#MISSING} for a week
     * without it.
     */
    int[] sparkline() {
        return sparkline.clone();
    }

    /** Appends the row as a JSON object that is not closed. */
    void appendTo(ByteArrayOutputStream out) {
        out.write(json, 0, end);
    }

    /** Appends the row with {@code sector} and {@code primary_report} as a JSON object that is not closed. */
    void appendPrimaryTo(ByteArrayOutputStream out) {
        out.write(json, 0, json.length - 1);
    }
}
