package cotinga.cftc;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.time.Month;

/**
 * One file of the CFTC: a yearly zip, the bundle of old years, or the headerless current week.
 *
 * @param variant the report that it contains
 * @param kind its form
 * @param firstYear the first calendar year to store from it; 0 for the current week
 * @param lastYear the last calendar year to store from it, inclusive; 0 for the current week
 */
public record Archive(ReportVariant variant, ArchiveKind kind, int firstYear, int lastYear) {
    /** The last year in the bundles. */
    public static final int LAST_BUNDLED_YEAR = 2016;

    private static final int FIRST_YEAR_OF_TFF_ZIPS = 2010;

    private static final String HISTORY = "/files/dea/history/";
    private static final String CURRENT = "/dea/newcot/";

    public Archive {
        if (kind == ArchiveKind.YEARLY && firstYear != lastYear) {
            throw new IllegalArgumentException(
                    "Found a yearly archive of " + firstYear + " to " + lastYear + ", expected a single year");
        }
        if (firstYear > lastYear) {
            throw new IllegalArgumentException(
                    "Found an archive from " + firstYear + " to " + lastYear + ", expected the earlier year first");
        }
    }

    /** The zip of one calendar year. */
    public static Archive yearly(ReportVariant variant, int year) {
        return new Archive(variant, ArchiveKind.YEARLY, year, year);
    }

    /** The text of the current week. */
    public static Archive weekly(ReportVariant variant) {
        return new Archive(variant, ArchiveKind.WEEKLY, 0, 0);
    }

    /** The bundle of old years, limited to the weeks from {@code firstYear} to {@code lastYear}. */
    public static Archive bundle(ReportVariant variant, int firstYear, int lastYear) {
        return new Archive(variant, ArchiveKind.BUNDLE, firstYear, lastYear);
    }

    /** The fallback's rows of these years. */
    public static Archive fallback(ReportVariant variant, int firstYear, int lastYear) {
        return new Archive(variant, ArchiveKind.FALLBACK, firstYear, lastYear);
    }

    /** The calendar year of a variant's first report date. */
    public static int dataBegin(ReportVariant variant) {
        return switch (variant) {
            case LEGACY_FO -> 1986;
            case LEGACY_CO -> 1995;
            case DISAGG_FO, DISAGG_CO, TFF_FO, TFF_CO, CIT_CO -> 2006;
        };
    }

    /**
     * Whether it lacks the first weeks of its year, which only the bundle has. The CFTC's first zips of tff are those of 2010; they begin
     * with the first weekly report, of 20 July.
     */
    public boolean isPartOfYear() {
        return kind == ArchiveKind.YEARLY && variant.type() == ReportType.TFF && firstYear == FIRST_YEAR_OF_TFF_ZIPS;
    }

    /** Whether its rows come from the fallback, the CFTC's Socrata service. */
    public boolean isFallback() {
        return kind == ArchiveKind.FALLBACK;
    }

    /** Its path below the base URL of the CFTC or of the fallback, such as {@code /files/dea/history/deacot2021.zip}. */
    public String path() {
        return switch (kind) {
            case YEARLY, BUNDLE -> HISTORY + fileName();
            case WEEKLY -> CURRENT + fileName();
            case FALLBACK -> "/resource/" + dataset() + ".json";
        };
    }

    /** Its name without folder, such as {@code deacot2021.zip}. Two archives share it only if they differ in nothing but the years. */
    public String fileName() {
        return switch (kind) {
            case YEARLY -> yearlyStem() + firstYear + ".zip";
            case BUNDLE -> bundleName();
            case WEEKLY -> weeklyName();
            case FALLBACK -> variant.key() + "_" + years().replace('-', '_') + ".jsonl";
        };
    }

    /** Its name in messages: {@code legacy/fo 2021}, {@code legacy/fo current week} or {@code legacy/fo 1986-2016 bundle}. */
    public String label() {
        return switch (kind) {
            case YEARLY -> variant.path() + " " + firstYear;
            case BUNDLE -> variant.path() + " " + firstYear + "-" + lastYear + " bundle";
            case FALLBACK -> variant.path() + " " + years() + " fall-back";
            case WEEKLY -> variant.path() + " current week";
        };
    }

    /** Whether its text has a header line with column names. */
    public boolean hasHeader() {
        return kind != ArchiveKind.WEEKLY;
    }

    /** Whether to store a week with this report date (days since 1970-01-01); a bundle is limited to the requested years. */
    public boolean includes(int reportDate) {
        return kind != ArchiveKind.BUNDLE || isOf(reportDate);
    }

    /** Whether a report date (days since 1970-01-01) lies in the requested years. */
    private boolean isOf(int reportDate) {
        int year = LocalDate.ofEpochDay(reportDate).getYear();
        return firstYear <= year && year <= lastYear;
    }

    /** The report dates that the file may contain. The file of the current week may contain any. */
    public ReportDates reportDates() {
        return switch (kind) {
            case YEARLY, FALLBACK -> ReportDates.ofYears(firstYear, lastYear);
            case BUNDLE -> ReportDates.ofYears(dataBegin(variant), LAST_BUNDLED_YEAR);
            case WEEKLY -> ReportDates.ANY;
        };
    }

    /**
     * Whether {@code 404} is a normal response for this archive. It is for a yearly archive of a future year, of the current year in
     * January, and of any year up to {@link #LAST_BUNDLED_YEAR}, whose weeks are in the bundle if there are any.
     *
     * @param today the date in New York
     */
    public boolean absenceIsNormal(LocalDate today) {
        return kind == ArchiveKind.YEARLY
                && (firstYear <= LAST_BUNDLED_YEAR
                        || firstYear > today.getYear()
                        || (firstYear == today.getYear() && today.getMonth() == Month.JANUARY));
    }

    private String years() {
        return firstYear == lastYear ? String.valueOf(firstYear) : firstYear + "-" + lastYear;
    }

    private String dataset() {
        return switch (variant) {
            case LEGACY_FO -> "6dca-aqww";
            case LEGACY_CO -> "jun7-fc8e";
            case DISAGG_FO -> "72hh-3qpy";
            case DISAGG_CO -> "kh3c-gbw2";
            case TFF_FO -> "gpe5-46if";
            case TFF_CO -> "yw9f-hn96";
            case CIT_CO -> "4zgm-a668";
        };
    }

    private String yearlyStem() {
        return switch (variant) {
            case LEGACY_FO -> "deacot";
            case LEGACY_CO -> "deahistfo";
            case DISAGG_FO -> "fut_disagg_txt_";
            case DISAGG_CO -> "com_disagg_txt_";
            case TFF_FO -> "fut_fin_txt_";
            case TFF_CO -> "com_fin_txt_";
            case CIT_CO -> "dea_cit_txt_";
        };
    }

    private String bundleName() {
        return switch (variant) {
            case LEGACY_FO -> "deacot1986_2016.zip";
            case LEGACY_CO -> "deahistfo_1995_2016.zip";
            case DISAGG_FO -> "fut_disagg_txt_hist_2006_2016.zip";
            case DISAGG_CO -> "com_disagg_txt_hist_2006_2016.zip";
            case TFF_FO -> "fin_fut_txt_2006_2016.zip";
            case TFF_CO -> "fin_com_txt_2006_2016.zip";
            case CIT_CO -> "dea_cit_txt_2006_2016.zip";
        };
    }

    private String weeklyName() {
        return switch (variant) {
            case LEGACY_FO -> "deafut.txt";
            case LEGACY_CO -> "deacom.txt";
            case DISAGG_FO -> "f_disagg.txt";
            case DISAGG_CO -> "c_disagg.txt";
            case TFF_FO -> "FinFutWk.txt";
            case TFF_CO -> "FinComWk.txt";
            case CIT_CO -> "deacit.txt";
        };
    }
}
