package cotinga.socrata;

import cotinga.report.ReportVariant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A question for the rows of one variant.
 *
 * @param variant whose rows
 * @param from the first report date
 * @param until the report date before which the rows end
 */
public record RowQuery(ReportVariant variant, LocalDate from, LocalDate until) {
    /** How many rows are asked for at once; the service answers at most 50,000. */
    public static final int PAGE = 10_000;

    private static final String DATE = "report_date_as_yyyy_mm_dd";

    /**
     * The query for the rows behind the first {@code offset}, in the order of report dates and contract codes, which no two rows
     * share: {@code $select=…&$where=…&$order=…&$limit=…&$offset=…}.
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
