package cotinga.cftc.socrata;

import cotinga.report.ReportVariant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A query for the rows of one variant.
 *
 * @param variant the variant
 * @param from the first report date
 * @param until the day after the last report date
 */
public record RowQuery(ReportVariant variant, LocalDate from, LocalDate until) {
    /** The number of rows in one request. The service returns at most 50,000. */
    public static final int PAGE = 10_000;

    private static final String DATE = "report_date_as_yyyy_mm_dd";

    /**
     * The query string for the rows after the first {@code offset}. Rows are ordered by report date and contract code, which together are
     * unique: {@code $select=…&$where=…&$order=…&$limit=…&$offset=…}.
     */
    public String query(int offset) {
        return "$select="
                + encoded(String.join(",", DatasetColumns.of(variant.type()).names()))
                + "&$where="
                + encoded(DATE + " >= '" + from + "T00:00:00.000' AND " + DATE + " < '" + until + "T00:00:00.000'")
                + "&$order=" + encoded(DATE + ",cftc_contract_market_code") + "&$limit=" + PAGE + "&$offset=" + offset;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
