package cotinga.sandbox;

import cotinga.report.ReportVariant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CFTC's names for the files of a variant.
 *
 * @param variant the variant
 * @param archive the path of a yearly archive up to the year
 * @param weekly the path of the weekly file
 * @param member the text inside an archive
 */
record ReportFiles(ReportVariant variant, String archive, String weekly, String member) {
    private static final Pattern YEAR = Pattern.compile("([0-9]{4})\\.zip");

    /** The files of all variants. */
    static List<ReportFiles> all() {
        return Arrays.stream(ReportVariant.values()).map(ReportFiles::of).toList();
    }

    private static ReportFiles of(ReportVariant variant) {
        return switch (variant) {
            case LEGACY_FO -> of(variant, "deacot", "deafut.txt", "annual.txt");
            case LEGACY_CO -> of(variant, "deahistfo", "deacom.txt", "annualof.txt");
            case DISAGG_FO -> of(variant, "fut_disagg_txt_", "f_disagg.txt", "f_year.txt");
            case DISAGG_CO -> of(variant, "com_disagg_txt_", "c_disagg.txt", "c_year.txt");
            case TFF_FO -> of(variant, "fut_fin_txt_", "FinFutWk.txt", "FinFutYY.txt");
            case TFF_CO -> of(variant, "com_fin_txt_", "FinComWk.txt", "FinComYY.txt");
            case CIT_CO -> of(variant, "dea_cit_txt_", "deacit.txt", "annualci.txt");
        };
    }

    private static ReportFiles of(ReportVariant variant, String archive, String weekly, String member) {
        return new ReportFiles(variant, "/files/dea/history/" + archive, "/dea/newcot/" + weekly, member);
    }

    /** Whether a path is that of a year's archive. */
    boolean isArchive(String path, int year) {
        return archiveYear(path).equals(OptionalInt.of(year));
    }

    /** The year of an archive's path, empty if the path is not of this variant. */
    OptionalInt archiveYear(String path) {
        if (!path.startsWith(archive)) {
            return OptionalInt.empty();
        }
        Matcher rest = YEAR.matcher(path.substring(archive.length()));
        return rest.matches() ? OptionalInt.of(Integer.parseInt(rest.group(1))) : OptionalInt.empty();
    }
}
