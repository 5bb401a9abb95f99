package cotinga.sandbox;

import cotinga.report.MarketCode;
import cotinga.report.ReportType;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A market of the sandbox, with parameters of its synthetic weeks.
 *
 * @param code a contract code of a real market, so that it has prices and a category
 * @param name "Market and Exchange Names", marked as synthetic
 * @param exchange the exchange's initials, unpadded
 * @param region "CFTC Region Code"
 * @param units "Contract Units"
 * @param subgroup "CFTC SubGroup Code"
 * @param report the detailed report that contains it, in addition to legacy: disagg or tff
 * @param openInterest the mean of its futures-only open interest, in contracts
 * @param options open interest that options add, as a share of the futures' own
 * @param indexTraders the part of the other reportable positions that index traders hold; 0 if the supplemental report does not contain
 *     the market
 * @param listed its first report date or a day before; empty if it has always existed
 * @param delisted the day from which it no longer exists
 * @param absentMonth the month (1 to 12) in which too few traders report it
 * @param renamed the day from which its name is {@code name}
 * @param formerName its name before that day
 * @param misclassified the part of the commercial longs that a first edition counts as speculative; 0 in most markets
 */
record SandboxMarket(
        MarketCode code,
        String name,
        String exchange,
        String region,
        String units,
        String subgroup,
        ReportType report,
        int openInterest,
        double options,
        double indexTraders,
        Optional<LocalDate> listed,
        Optional<LocalDate> delisted,
        Optional<Integer> absentMonth,
        Optional<LocalDate> renamed,
        String formerName,
        double misclassified) {

    /** All markets, in the order of the CFTC's files: by exchange, then by code. */
    static List<SandboxMarket> all() {
        return SandboxResource.records("markets.csv", SandboxMarket::of);
    }

    /** Whether reports of this type contain it. */
    boolean isIn(ReportType type) {
        return switch (type) {
            case LEGACY -> true;
            case CIT -> indexTraders > 0;
            case DISAGG, TFF -> type == report;
        };
    }

    /** Whether it has a line for a report date. */
    boolean isPublished(LocalDate reportDate) {
        return listed.filter(reportDate::isBefore).isEmpty()
                && delisted.filter(day -> !reportDate.isBefore(day)).isEmpty()
                && absentMonth
                        .filter(month -> month == reportDate.getMonthValue())
                        .isEmpty();
    }

    /** Its name at a report date. */
    String name(LocalDate reportDate) {
        return renamed.filter(reportDate::isBefore).isPresent() ? formerName : name;
    }

    /** "CFTC Commodity Code": the first three characters of the contract code. */
    String commodity() {
        return code.value().substring(0, 3);
    }

    private static SandboxMarket of(NamedCsvRecord line) {
        return new SandboxMarket(
                new MarketCode(line.getField("code")),
                line.getField("name"),
                line.getField("exchange"),
                line.getField("region"),
                line.getField("units"),
                line.getField("subgroup"),
                ReportType.valueOf(line.getField("report").toUpperCase(Locale.ROOT)),
                Integer.parseInt(line.getField("open_interest")),
                Double.parseDouble(line.getField("options")),
                optional(line, "index_traders", Double::valueOf).orElse(0.0),
                optional(line, "listed", LocalDate::parse),
                optional(line, "delisted", LocalDate::parse),
                optional(line, "absent_month", Integer::valueOf),
                optional(line, "renamed", LocalDate::parse),
                line.getField("former_name"),
                optional(line, "misclassified", Double::valueOf).orElse(0.0));
    }

    private static <T> Optional<T> optional(NamedCsvRecord line, String column, Function<String, T> parse) {
        return Optional.of(line.getField(column))
                .filter(field -> !field.isEmpty())
                .map(parse);
    }
}
