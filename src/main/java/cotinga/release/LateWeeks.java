package cotinga.release;

import cotinga.base.DataFile;
import cotinga.report.ReportVariant;
import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weeks that were not released on the Friday three days after their Tuesday. They come from a file with the header
 * {@code report_date,published_date,variants,basis,note}, in the order of their release.
 */
final class LateWeeks {
    private static final String FORM = "report_date,published_date,variants,basis,note";
    private static final String ALL = "all";
    private static final Set<String> BASES = Set.of("calendar", "announcement", "both", "unsure");

    private final Map<ReportVariant, NavigableMap<LocalDate, LocalDate>> published = new EnumMap<>(ReportVariant.class);

    private LateWeeks(DataFile file) {
        for (ReportVariant variant : ReportVariant.values()) {
            published.put(variant, new TreeMap<>());
        }
        file.rows().stream().findFirst().ifPresent(LateWeeks::requireHeader);
        file.rows().stream().skip(1).forEach(this::add);
    }

    static LateWeeks shipped() {
        return new LateWeeks(DataFile.readShipped(LateWeeks.class, "late-weeks.csv"));
    }

    static LateWeeks read(Path file) {
        return new LateWeeks(DataFile.read(file));
    }

    /** @param name its name in messages */
    static LateWeeks read(Reader reader, String name) {
        return new LateWeeks(DataFile.read(reader, name));
    }

    /** The release day of each report date of a variant, in the order of report dates. */
    NavigableMap<LocalDate, LocalDate> published(ReportVariant variant) {
        return Collections.unmodifiableNavigableMap(weeksOf(variant));
    }

    /** The report dates of all variants. */
    Set<LocalDate> reportDates() {
        Set<LocalDate> dates = new TreeSet<>();
        published.values().forEach(weeks -> dates.addAll(weeks.keySet()));
        return dates;
    }

    /** The content of the file without notes and comments. */
    String content() {
        return published.toString();
    }

    private NavigableMap<LocalDate, LocalDate> weeksOf(ReportVariant variant) {
        return Objects.requireNonNull(published.get(variant));
    }

    private static void requireHeader(DataFile.Row row) {
        if (!row.text().equals(FORM)) {
            throw row.unexpected("the header '" + row.text() + "'", "'" + FORM + "'");
        }
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        LocalDate reportDate = Dates.read(row, 0);
        LocalDate publishedOn = Dates.read(row, 1);
        if (!publishedOn.isAfter(reportDate)) {
            throw row.unexpected("published " + publishedOn, "a day after the report date " + reportDate);
        }
        if (!BASES.contains(row.field(3))) {
            throw row.unexpected("the basis '" + row.field(3) + "'", "calendar, announcement, both or unsure");
        }
        for (ReportVariant variant : variants(row)) {
            NavigableMap<LocalDate, LocalDate> weeks = weeksOf(variant);
            requireOrder(row, variant, weeks, reportDate, publishedOn);
            weeks.put(reportDate, publishedOn);
        }
    }

    private static Set<ReportVariant> variants(DataFile.Row row) {
        if (row.field(2).equals(ALL)) {
            return EnumSet.allOf(ReportVariant.class);
        }
        Set<ReportVariant> variants = EnumSet.noneOf(ReportVariant.class);
        Arrays.stream(row.field(2).split(" +", -1))
                .map(path -> ReportVariant.ofPath(path)
                        .orElseThrow(() -> row.unexpected(
                                "the variant '" + path + "'",
                                "'all', or some of " + ReportVariant.knownPaths() + " separated by spaces")))
                .forEach(variants::add);
        return variants;
    }

    private static void requireOrder(
            DataFile.Row row,
            ReportVariant variant,
            NavigableMap<LocalDate, LocalDate> weeks,
            LocalDate reportDate,
            LocalDate publishedOn) {
        if (!weeks.isEmpty()
                && (!reportDate.isAfter(weeks.lastKey())
                        || publishedOn.isBefore(weeks.lastEntry().getValue()))) {
            throw row.unexpected(
                    "%s published %s after %s published %s, for %s"
                            .formatted(
                                    reportDate,
                                    publishedOn,
                                    weeks.lastKey(),
                                    weeks.lastEntry().getValue(),
                                    variant.path()),
                    "the weeks of a variant in the order of their release, each once");
        }
    }
}
