package cotinga.store.weeks;

import cotinga.report.MarketCode;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationDraft;
import cotinga.store.sql.TestDatabase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weeks and archives that tests store. */
public final class Weeks {
    public static final Instant DOWNLOADED = Instant.parse("2026-11-20T20:31:00Z");

    private Weeks() {}

    /** A week of gold whose numbers are given by its open interest. */
    public static Week week(String date, int openInterest) {
        return week("088691", date, openInterest, 1);
    }

    public static Week week(String code, String date, int openInterest, int line) {
        return week(code, date, openInterest, line, "NAME " + code, "CMX");
    }

    public static Week week(String code, String date, int openInterest, int line, String name, String exchange) {
        int[] counts = new int[WeekColumn.COUNT];
        for (int column = 0; column < counts.length; column++) {
            counts[column] = openInterest + column;
        }
        double[] concentrations = new double[WeekColumn.CONCENTRATIONS];
        for (int index = 0; index < concentrations.length; index++) {
            concentrations[index] = index + 0.5;
        }
        int reportDate = (int) LocalDate.parse(date).toEpochDay();
        return new Week(new MarketCode(code), reportDate, name, exchange, counts, concentrations, line);
    }

    /** A week without one disclosed number. */
    public static Week undisclosed(String date) {
        Week week = week(date, 0);
        Arrays.fill(week.counts(), WeekColumn.MISSING);
        Arrays.fill(week.concentrations(), Double.NaN);
        return week;
    }

    static double[] newestConcentrations(MarketHistory history) {
        return Arrays.stream(history.concentrations())
                .mapToDouble(column -> column[history.size() - 1])
                .toArray();
    }

    public static ArchiveLoad yearly(ReportVariant variant, int year, @Nullable String lastModified) {
        return archive(
                variant, DownloadKind.YEARLY, "/files/dea/history/" + variant.key() + year + ".zip", lastModified);
    }

    public static ArchiveLoad weekly(ReportVariant variant, @Nullable String lastModified) {
        return archive(variant, DownloadKind.WEEKLY, "/dea/newcot/" + variant.key() + ".txt", lastModified);
    }

    public static ArchiveLoad fallback(ReportVariant variant, @Nullable String lastModified) {
        return archive(variant, DownloadKind.FALLBACK, "/resource/" + variant.key() + ".json", lastModified);
    }

    private static ArchiveLoad archive(
            ReportVariant variant, DownloadKind kind, String path, @Nullable String lastModified) {
        return new ArchiveBuilder(variant, kind, path)
                .lastModified(lastModified)
                .build();
    }

    /** When a report date of any variant is released: Friday at 15:30 in New York, whatever the holidays. */
    public static Instant released(ReportVariant variant, LocalDate reportDate) {
        return reportDate
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY))
                .atTime(15, 30)
                .atZone(ZoneId.of("America/New_York"))
                .toInstant();
    }

    public static WeekSource source(Week... weeks) {
        return source(List.of(weeks));
    }

    public static WeekSource source(List<Week> weeks) {
        return (sink, malformed) -> weeks.forEach(sink);
    }

    /** "date=open interest" of each week that a market has at a version, the oldest first. */
    public static List<String> openInterests(TestDatabase database, ReportVariant variant, String code, long version) {
        return database.weeks
                .market(variant, code, version)
                .map(Weeks::openInterests)
                .orElse(List.of());
    }

    public static List<String> openInterests(MarketHistory history) {
        List<String> found = new ArrayList<>();
        for (int week = 0; week < history.size(); week++) {
            found.add(LocalDate.ofEpochDay(history.reportDates()[week]) + "="
                    + history.column(WeekColumn.OPEN_INTEREST)[week]);
        }
        return found;
    }

    /** Publishes what the loads have stored, as a run does. */
    public static Publication publish(TestDatabase database) {
        long version = database.publications.publishedVersion() + 1;
        PublicationDraft draft = new PublicationDraft();
        for (ReportVariant variant : ReportVariant.values()) {
            database.weeks.forEachMarket(variant, version, draft::add);
        }
        return database.publications.publish(version, "build 1", null, draft, () -> {});
    }
}
