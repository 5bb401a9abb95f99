package cotinga.bench;

import static cotinga.report.ReportVariant.LEGACY_FO;

import cotinga.flow.CftcFiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The lines of yearly files of {@code legacy/fo}: the same markets in every week. */
final class YearlyWeeks {
    private static final LocalDate ANY_DATE = LocalDate.of(2005, 1, 4);
    private static final String ANY_CODE = "001602";
    private static final int OPEN_INTEREST = 300_000;

    private static final String TEMPLATE = CftcFiles.week(LEGACY_FO, ANY_CODE, ANY_DATE.toString(), OPEN_INTEREST)
            .toString();

    private final List<String> codes;
    private final int revisedEvery;

    /** @param revisedEvery how many weeks there are for each one that differs between editions */
    YearlyWeeks(List<String> codes, int revisedEvery) {
        this.codes = codes;
        this.revisedEvery = revisedEvery;
    }

    /** The lines of a year up to the newest week. */
    Object[] of(int year, LocalDate newest, int edition) {
        List<String> lines = new ArrayList<>();
        for (int market = 0; market < codes.size(); market++) {
            for (LocalDate date = newest; date.getYear() >= year; date = date.minusWeeks(1)) {
                if (date.getYear() == year) {
                    lines.add(line(market, date, edition));
                }
            }
        }
        return lines.toArray();
    }

    /** The lines of one week. */
    Object[] ofWeek(LocalDate date, int edition) {
        List<String> lines = new ArrayList<>();
        for (int market = 0; market < codes.size(); market++) {
            lines.add(line(market, date, edition));
        }
        return lines.toArray();
    }

    private String line(int market, LocalDate date, int edition) {
        int revision = (market + date.getDayOfYear()) % revisedEvery == 0 ? edition : 0;
        return TEMPLATE.replace(ANY_CODE, codes.get(market))
                .replace(ANY_DATE.toString(), date.toString())
                .replace(shortDate(ANY_DATE), shortDate(date))
                .replace(String.valueOf(OPEN_INTEREST), String.valueOf(OPEN_INTEREST + date.toEpochDay() + revision));
    }

    private static String shortDate(LocalDate date) {
        return date.toString().substring(2).replace("-", "");
    }
}
