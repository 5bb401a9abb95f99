package cotinga.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.IndexWindow;
import cotinga.analytics.MarketAnalysis;
import cotinga.measure.Seasonality;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import cotinga.store.weeks.Revision;
import cotinga.store.weeks.RevisionQuery;
import cotinga.store.weeks.RevisionStore;
import cotinga.study.Horizon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Creates the payloads that files and REST share: minified JSON in UTF-8. Whole numbers have no fraction, percentages one
 * decimal, prices those of {@link cotinga.price.PriceDecimals}; unknown values are null unless stated otherwise. Thread-safe.
 */
public final class Payloads {
    /** The maximum number of weeks from which a screener row is computed: its longest window, and the week a year ago. */
    public static final int WEEKS_OF_A_SCREENER_ROW = IndexWindow.ONE_YEAR.weeks() + 1;

    private static final int BYTES_PER_WEEK = 1_700;
    private static final int BYTES_PER_ROW = 2_048;
    private static final int BYTES_PER_META = 320;
    private static final int BYTES_PER_BAR = 128;
    private static final int BYTES_PER_VALUE = 32;
    private static final int BYTES_BESIDES = 4_096;

    private static final SerializedString SYMBOL = new SerializedString("symbol");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString SOURCE = new SerializedString("source");
    private static final SerializedString BARS = new SerializedString(Tables.BARS);
    private static final SerializedString ITEMS = new SerializedString("items");
    private static final SerializedString TOTAL = new SerializedString("total");
    private static final SerializedString LIMIT = new SerializedString("limit");
    private static final SerializedString OFFSET = new SerializedString("offset");
    private static final SerializedString DATA_VERSION = new SerializedString("data_version");

    private final JsonFactory factory =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();
    private final IndexWeeks indexWeeks = new IndexWeeks();
    private final CrowdedThresholds thresholds;

    /** @param thresholds the thresholds of crowded groups */
    public Payloads(CrowdedThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * One market's detail, {@code {market, groups, weeks (newest first), stats, price_symbol?, price_currency?, prices?}}. The last three
     * keys are absent without prices.
     * The number of weeks in the index windows is stated: {@code "index_weeks":{"3m":13,"1y":52,"3y":104,"wci":26}}
     * in every week, and {@code index_weeks_gN} if a group has no net in some of those weeks. {@code published_at} is the time of a week's
     * first release, {@code published_at_derived} whether that time is derived from the calendar.
     */
    public byte[] market(MarketMeta meta, MarketAnalysis analysis, SymbolPrices prices) {
        return market(meta, analysis, prices, WeekSelection.ALL);
    }

    /**
     * Like {@link #market(MarketMeta, MarketAnalysis, SymbolPrices)}, limited to some of the weeks; statistics and prices are not limited.
     *
     * @throws IllegalArgumentException if no week has a selected field
     */
    public byte[] market(MarketMeta meta, MarketAnalysis analysis, SymbolPrices prices, WeekSelection selection) {
        int capacity = BYTES_BESIDES + analysis.history().size() * BYTES_PER_WEEK;
        return document(capacity, json -> new MarketDetail(json, thresholds, indexWeeks, analysis)
                .write(meta, prices, selection));
    }

    /**
     * Measures of one market, {@code {market, unit?, contract?, columns, exact_from?, weeks}}: in {@code columns} their names, and in each week its date and
     * a value for each column. A value that does not exist is null, with {@code …_reason} and {@code …_weeks} beside it.
     */
    public byte[] measures(MarketMeta meta, MeasuredWeeks measured) {
        int capacity = BYTES_BESIDES + measured.weeks().size() * measured.keys().size() * BYTES_PER_VALUE;
        return document(capacity, json -> new MarketMeasures(json, measured).write(meta));
    }

    /** The seasonality of one market, {@code {market, unit?, contract?, iso_year, columns, weeks}}; null and reasons as in {@link #measures}. */
    public byte[] seasonality(MarketMeta meta, @Nullable Notional notional, Seasonality seasonality) {
        int capacity = BYTES_BESIDES
                + seasonality.weeks().size() * seasonality.columns().size() * BYTES_PER_VALUE;
        return document(capacity, json -> SeasonalityJson.write(json, meta, notional, seasonality));
    }

    /**
     * An event study of one market, {@code {market, condition, exact_from?, prices, note, weeks, defined_weeks, horizons, episodes,
     * possible_rolls, rolls_since}}. It must have prices.
     */
    public byte[] eventStudy(MarketStudy study) {
        int capacity = BYTES_BESIDES + study.study().episodes().size() * BYTES_PER_META;
        return document(capacity, json -> StudyJson.write(json, study));
    }

    /** The names of the fields of the episodes of a study. */
    public static List<String> episodeFields(List<Horizon> horizons) {
        return StudyJson.episodeFields(horizons);
    }

    /** A page of the table of event studies, {@code {items, total, limit, offset}}. */
    public byte[] eventStudies(List<StudyRow> rows, int limit, int offset) {
        return list(rows, limit, offset, StudyJson::write);
    }

    /** The names of the fields of rows of the table of event studies. */
    public static List<String> studyFields() {
        return StudyJson.rowFields();
    }

    /** A market's prices, {@code {symbol, currency, source, bars (oldest first, as in its detail)}}; unknown values are null. */
    public byte[] prices(SymbolPrices prices) {
        return document(BYTES_BESIDES + prices.bars().size() * BYTES_PER_BAR, json -> {
            json.startObject();
            json.text(SYMBOL, prices.symbol());
            json.text(CURRENCY, prices.currency());
            json.text(SOURCE, prices.source());
            json.startArray(BARS);
            MarketDetail.writeBars(json, prices.bars());
            json.endArray();
            json.endObject();
        });
    }

    /** A list of metas, ordered by {@link MarketMeta#BY_NAME}. */
    public byte[] markets(Collection<MarketMeta> markets) {
        return metas(markets, MarketMeta.BY_NAME, MetaJson::writeMeta);
    }

    /**
     * A list of metas of any variants, by code, then by variant.
     *
     * @param isPrimary whether a meta's report is the market's primary one
     */
    public byte[] foundMarkets(Collection<MarketMeta> markets, Predicate<MarketMeta> isPrimary) {
        return metas(
                markets, Comparator.comparing(MarketMeta::code).thenComparing(MarketMeta::variant), (json, meta) -> {
                    MetaJson.writeMeta(json, meta);
                    MetaJson.writePrimary(json, isPrimary.test(meta));
                });
    }

    @FunctionalInterface
    private interface MetaWriter {
        void write(JsonWriter json, MarketMeta meta) throws IOException;
    }

    private byte[] metas(Collection<MarketMeta> markets, Comparator<MarketMeta> order, MetaWriter writer) {
        List<MarketMeta> ordered = markets.stream().sorted(order).toList();
        return document(markets.size() * BYTES_PER_META, json -> {
            json.startArray();
            for (MarketMeta meta : ordered) {
                json.startObject();
                writer.write(json, meta);
                json.endObject();
            }
            json.endArray();
        });
    }

    /** A report type's trader groups, in the order of their keys. */
    public byte[] groups(ReportType type) {
        return document(BYTES_BESIDES, json -> {
            json.startArray();
            MetaJson.writeGroups(json, type);
            json.endArray();
        });
    }

    /**
     * One market's dashboard, {@code {market, groups, weeks (oldest first), prices, concentration, meta}}. Missing numbers of
     * weeks are 0, and a week omits a group whose long positions are missing. {@code concentration} (gross, of the newest week) is
     * null if none of its four percentages is known. {@code meta.weeks_behind} is the market's lag.
     *
     * @param primaryReport the market's primary report; null if it has only the supplemental report
     * @param availableReports the market's report types, in the order to show
     */
    public byte[] dashboard(
            MarketMeta meta,
            @Nullable ReportType primaryReport,
            Collection<ReportType> availableReports,
            MarketHistory history,
            List<PriceBar> prices) {
        int capacity = BYTES_BESIDES + history.size() * BYTES_PER_WEEK / 2;
        return document(
                capacity, json -> new Dashboard(json, history).write(meta, primaryReport, availableReports, prices));
    }

    /**
     * A market's row in the screener. In addition to the keys of version 1 it has the number of weeks in the one-year index
     * ({@code cot_gN_1y_weeks}) and the market's lag in weeks ({@code weeks_behind}).
     */
    public ScreenerRow screenerRow(MarketMeta meta, MarketAnalysis analysis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_PER_ROW);
        try (JsonGenerator generator = factory.createGenerator(out, JsonEncoding.UTF8)) {
            return new ScreenerRowBuilder(meta, analysis, thresholds).build(generator, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows as one array, ordered by {@link MarketMeta#BY_NAME}: the screener's file. */
    public byte[] screener(Collection<ScreenerRow> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_PER_ROW * (rows.size() + 1));
        appendArray(
                out,
                rows.stream()
                        .sorted(Comparator.comparing(ScreenerRow::meta, MarketMeta.BY_NAME))
                        .toList(),
                (row, array) -> {
                    row.appendTo(array);
                    array.write('}');
                });
        return out.toByteArray();
    }

    /**
     * The page of rows that a query selects, {@code {items, total, limit, offset}}; total counts all rows that match. In each row the
     * columns of measures come last. A value that does not exist is null, with {@code …_reason} and {@code …_weeks} beside it.
     *
     * @param columns the columns of the query, of its condition and of its order
     * @throws IllegalArgumentException if no row has the field to sort by
     */
    public byte[] screenerPage(Collection<ScreenerRow> rows, RowColumns columns, ScreenerQuery query) {
        return page(rows, columns, query, ScreenerRow::appendTo);
    }

    /** Like {@link #screenerPage}, for rows that also have {@code sector} and {@code primary_report}. */
    public byte[] primaryScreenerPage(Collection<ScreenerRow> rows, RowColumns columns, ScreenerQuery query) {
        return page(rows, columns, query, ScreenerRow::appendPrimaryTo);
    }

    /** A page of revisions, {@code {items, total, limit, offset, data_version}}; see {@link RevisionJson}. */
    public byte[] revisions(RevisionStore.Page page, RevisionQuery query, long dataVersion) {
        return document(BYTES_BESIDES + page.revisions().size() * BYTES_PER_META, json -> {
            json.startObject();
            json.startArray(ITEMS);
            for (Revision revision : page.revisions()) {
                RevisionJson.write(json, revision);
            }
            json.endArray();
            json.count(TOTAL, page.total());
            json.count(LIMIT, query.limit());
            json.count(OFFSET, query.offset());
            json.count(DATA_VERSION, dataVersion);
            json.endObject();
        });
    }

    /**
     * A page of a list of highlights, {@code {items, total, limit, offset}}. Each row has the market, the group with its net, and the values
     * that qualified it.
     */
    public byte[] highlights(HighlightKind kind, List<Highlight> highlights, int limit, int offset) {
        return list(highlights, limit, offset, (json, items) -> HighlightJson.write(json, kind, items));
    }

    /** A page of divergences, {@code {items, total, limit, offset}}. */
    public byte[] divergences(List<Divergence> divergences, int limit, int offset) {
        return list(divergences, limit, offset, HighlightJson::write);
    }

    /** The names of the fields of highlights. */
    public static List<String> fields(HighlightKind kind) {
        return HighlightJson.fields(kind);
    }

    /** The names of the fields of divergences. */
    public static List<String> divergenceFields() {
        return HighlightJson.divergenceFields();
    }

    /** The first page of a dashboard, {@code {data_version, markets, new_extremes, movers, flips, moves, divergences}}. */
    public byte[] overview(Overview overview, long dataVersion) {
        return document(
                overview.rows().size() * BYTES_PER_ROW, json -> new OverviewJson(json, overview).write(dataVersion));
    }

    /** Writes the elements of an array. */
    private interface Elements<T> {
        void writeTo(JsonWriter json, List<T> items) throws IOException;
    }

    private <T> byte[] list(List<T> all, int limit, int offset, Elements<T> elements) {
        int from = Math.min(offset, all.size());
        List<T> items = all.subList(from, from + Math.min(limit, all.size() - from));
        return document(BYTES_BESIDES + items.size() * BYTES_PER_META, json -> {
            json.startObject();
            json.startArray(ITEMS);
            elements.writeTo(json, items);
            json.endArray();
            json.count(TOTAL, all.size());
            json.count(LIMIT, limit);
            json.count(OFFSET, offset);
            json.endObject();
        });
    }

    private byte[] page(
            Collection<ScreenerRow> rows,
            RowColumns columns,
            ScreenerQuery query,
            BiConsumer<ScreenerRow, ByteArrayOutputStream> append) {
        Predicate<ScreenerRow> where =
                query.where() == null ? row -> true : new RowCondition(query.where(), columns)::matches;
        List<ScreenerRow> matching = rows.stream()
                .filter(query.filter()::matches)
                .filter(where)
                .sorted(ScreenerFields.order(query.sortBy(), query.descending(), columns))
                .toList();
        int from = Math.min(query.offset(), matching.size());
        List<ScreenerRow> items = matching.subList(from, from + Math.min(query.limit(), matching.size() - from));
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES_PER_ROW * (items.size() + 1));
        appendAscii(out, "{\"items\":");
        List<MeasureNames> names = query.columns().stream()
                .map(key -> MeasureNames.of(key, query.columns()))
                .toList();
        appendArray(out, items, (row, array) -> {
            append.accept(row, array);
            appendColumns(array, row, names, columns);
        });
        appendAscii(
                out,
                ",\"total\":" + matching.size() + ",\"limit\":" + query.limit() + ",\"offset\":" + query.offset()
                        + "}");
        return out.toByteArray();
    }

    /** Appends columns to an object, and closes it. */
    private void appendColumns(
            ByteArrayOutputStream out, ScreenerRow row, List<MeasureNames> names, RowColumns columns) {
        if (names.isEmpty()) {
            out.write('}');
            return;
        }
        byte[] object = document(names.size() * BYTES_PER_VALUE, json -> {
            json.startObject();
            for (MeasureNames name : names) {
                String key = name.key().getValue();
                name.write(
                        json,
                        Objects.requireNonNull(columns.keys().get(key)).kind(),
                        columns.value(row, key).shown());
            }
            json.endObject();
        });
        out.write(',');
        out.write(object, 1, object.length - 1);
    }

    private static void appendArray(
            ByteArrayOutputStream out, List<ScreenerRow> rows, BiConsumer<ScreenerRow, ByteArrayOutputStream> append) {
        out.write('[');
        for (int item = 0; item < rows.size(); item++) {
            if (item > 0) {
                out.write(',');
            }
            append.accept(rows.get(item), out);
        }
        out.write(']');
    }

    private static void appendAscii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(US_ASCII));
    }

    /** The content of a document. */
    private interface Content {
        void writeTo(JsonWriter json) throws IOException;
    }

    private byte[] document(int capacity, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(capacity);
        try (JsonGenerator generator = factory.createGenerator(out, JsonEncoding.UTF8)) {
            content.writeTo(new JsonWriter(generator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
