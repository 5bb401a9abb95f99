package cotinga.recovery;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.StandInUpstream;
import cotinga.report.ReportVariant;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Editions of two reports, each with a new week, and with a correction of the week that was new in the edition before. */
final class Editions {
    static final List<ReportVariant> VARIANTS = List.of(LEGACY_FO, TFF_FO);

    private static final int MARKETS = 120;
    private static final int WEEKS_BEFORE = 100;
    private static final int OPEN_INTEREST = 100_000;
    private static final int PER_MARKET = 1_000;
    private static final int PER_WEEK = 10;
    private static final int CORRECTION = 7;

    private final LocalDate first;

    /** @param editions how many editions follow the first one */
    Editions(int editions) {
        first = LocalDate.now(ZoneOffset.UTC)
                .minusWeeks(editions + 2L)
                .with(TemporalAdjusters.previous(DayOfWeek.TUESDAY));
    }

    int firstYear() {
        return first.minusWeeks(WEEKS_BEFORE).getYear();
    }

    static int lastYear() {
        return LocalDate.now(ZoneOffset.UTC).getYear();
    }

    static String code(int market) {
        return String.format(Locale.ROOT, "9%05d", market);
    }

    /** The edition whose newest week is this one. */
    int edition(LocalDate newest) {
        return Math.toIntExact(ChronoUnit.WEEKS.between(first, newest));
    }

    /** The open interest of a market in a week as an edition has it. */
    int openInterest(int market, LocalDate week, int edition) {
        int number = edition(week);
        return OPEN_INTEREST
                + market * PER_MARKET
                + number * PER_WEEK
                + (number >= 0 && number < edition ? CORRECTION : 0);
    }

    /** Releases an edition: the files of the years whose weeks change, all of them at first, and the files of the newest week. */
    void release(StandInUpstream upstream, int edition) {
        LocalDate newest = first.plusWeeks(edition);
        int firstChanged = edition == 0 ? firstYear() : newest.minusWeeks(1).getYear();
        for (ReportVariant variant : VARIANTS) {
            for (int year = firstChanged; year <= lastYear(); year++) {
                Object[] lines = lines(variant, year, edition);
                if (lines.length > 0) {
                    upstream.release(Archive.yearly(variant, year).path(), CftcFiles.zip(variant, lines));
                }
            }
            List<Object> weekly = new ArrayList<>();
            for (int market = 0; market < MARKETS; market++) {
                weekly.add(line(variant, market, newest, edition));
            }
            upstream.release(Archive.weekly(variant).path(), CftcFiles.text(weekly.toArray()));
        }
    }

    private Object[] lines(ReportVariant variant, int year, int edition) {
        List<Object> lines = new ArrayList<>();
        for (int market = 0; market < MARKETS; market++) {
            for (int number = edition; number >= -WEEKS_BEFORE; number--) {
                LocalDate week = first.plusWeeks(number);
                if (week.getYear() == year) {
                    lines.add(line(variant, market, week, edition));
                }
            }
        }
        return lines.toArray();
    }

    private Object line(ReportVariant variant, int market, LocalDate week, int edition) {
        return CftcFiles.week(variant, code(market), week.toString(), openInterest(market, week, edition));
    }
}
