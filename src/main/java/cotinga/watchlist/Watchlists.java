package cotinga.watchlist;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.market.MarketCategories;
import cotinga.measure.Condition;
import cotinga.measure.ConditionException;
import cotinga.report.MarketCategory;
import cotinga.report.MarketCode;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads watchlists from a file with the header {@code watchlist,markets,report_type,subtype,condition,label}. */
public final class Watchlists {
    /** The most entries of all watchlists together. */
    public static final int MOST_ENTRIES = 1_000;

    private static final String FORM = "watchlist,markets,report_type,subtype,condition,label";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
    private static final int LONGEST_LABEL = 200;
    private static final String PRIMARY = "primary";

    private final MarketCategories categories;
    private final Map<String, List<WatchlistEntry>> entries = new LinkedHashMap<>();
    private int count;

    private Watchlists(MarketCategories categories, DataFile file) {
        this.categories = categories;
        file.requireHeader(FORM);
        file.rows().stream().skip(1).forEach(this::add);
    }

    /**
     * Reads the watchlists of a file.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static List<Watchlist> load(Path file, MarketCategories categories) {
        return new Watchlists(categories, DataFile.read(file)).all();
    }

    /**
     * Reads the watchlists of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static List<Watchlist> load(Reader reader, String source, MarketCategories categories) {
        return new Watchlists(categories, DataFile.read(reader, source)).all();
    }

    private List<Watchlist> all() {
        return entries.entrySet().stream()
                .map(list -> new Watchlist(list.getKey(), list.getValue()))
                .toList();
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        String name = row.field(0);
        if (!NAME.matcher(name).matches()) {
            throw row.unexpected("the name '" + name + "'", "up to 64 lower-case letters, digits and underscores");
        }
        if (++count > MOST_ENTRIES) {
            throw row.unexpected("more than " + MOST_ENTRIES + " entries", "at most as many");
        }
        WatchlistEntry entry = entry(row);
        List<WatchlistEntry> list = entries.computeIfAbsent(name, first -> new ArrayList<>());
        if (list.stream().anyMatch(other -> other.key().equals(entry.key()))) {
            throw row.unexpected("the same condition again", "one row for each condition; remove one of the two");
        }
        list.add(entry);
    }

    private WatchlistEntry entry(DataFile.Row row) {
        String markets = row.field(1);
        if (!markets.equals(WatchlistEntry.ALL)
                && !MarketCode.isValid(markets)
                && categories.ofKey(markets).isEmpty()) {
            throw row.unexpected(
                    "the markets '" + markets + "'",
                    "a contract code, * for all markets, or one of the categories "
                            + categories.all().stream().map(MarketCategory::key).collect(Collectors.joining(", ")));
        }
        Optional<ReportType> type = reportType(row);
        Subtype subtype = Arrays.stream(Subtype.values())
                .filter(its -> its.key().equals(row.field(3)))
                .findFirst()
                .orElseThrow(() -> row.unexpected("the subtype '" + row.field(3) + "'", "fo or co"));
        if (type.isPresent() && ReportVariant.find(type.get(), subtype).isEmpty()) {
            throw row.unexpected(
                    "the report " + type.get().key() + "/" + subtype.key(), "one of " + ReportVariant.knownPaths());
        }
        String label = row.field(5);
        if (label.length() > LONGEST_LABEL) {
            throw row.unexpected("a label of " + label.length() + " characters", "at most " + LONGEST_LABEL);
        }
        return new WatchlistEntry(markets, type, subtype, condition(row, type), label);
    }

    private static Optional<ReportType> reportType(DataFile.Row row) {
        String text = row.field(2);
        Optional<ReportType> type = Arrays.stream(ReportType.values())
                .filter(its -> its.key().equals(text))
                .findFirst();
        if (type.isEmpty() && !text.equals(PRIMARY)) {
            throw row.unexpected(
                    "the report type '" + text + "'",
                    PRIMARY + ", or one of "
                            + Arrays.stream(ReportType.values())
                                    .map(ReportType::key)
                                    .collect(Collectors.joining(", ")));
        }
        return type;
    }

    private static Condition condition(DataFile.Row row, Optional<ReportType> type) {
        try {
            return WatchlistEntry.fields(type).condition(row.field(4));
        } catch (ConditionException e) {
            throw row.unexpected("the condition '" + e.found() + "'", e.expected());
        }
    }
}
