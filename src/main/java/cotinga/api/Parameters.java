package cotinga.api;

import cotinga.base.NewYork;
import cotinga.market.MarketCategories;
import cotinga.payload.WeekFields;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketCategory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of a request that the contract allows; rejects values that the contract cannot check. */
final class Parameters {
    static final String REPORT_TYPE = "report_type";
    static final String SUBTYPE = "subtype";
    static final String CODE = "code";
    static final String SEARCH = "search";
    static final String CATEGORY = "category";
    static final String SINCE = "since";
    static final String LIMIT = "limit";
    static final String OFFSET = "offset";
    static final String SORT_BY = "sort_by";
    static final String MAX_WEEKS_BEHIND = "max_weeks_behind";

    /** The rows of a page without a limit. */
    static final int ROWS_OF_A_PAGE = 100;

    private static final String SORT_DIRECTION = "sort_dir";
    private static final String ASCENDING = "asc";
    private static final String DESCENDING = "desc";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ORDER = "order";
    private static final String OLDEST_FIRST = "asc";
    private static final String FIELDS = "fields";

    private static final String LISTS = "/api/v1/cot/markets/";
    private static final String STATUS = "/api/v1/cot/status";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final String MOMENT =
            "a date such as 2026-11-20, or a time with its offset such as 2026-11-20T15:30:00-05:00 or 2026-11-20T20:30:00Z";

    private Parameters() {}

    /** The parameter {@code known_at}, a date meaning its end in New York; empty without one, and when the snapshot is older. */
    static Optional<Instant> knownAt(Query query, Snapshot snapshot) {
        return moment(query, KnownMarkets.KNOWN_AT, Parameters::endOf)
                .filter(moment -> moment.isBefore(snapshot.createdAt()));
    }

    /** Adds the parameter from which the same time is read. */
    static void addKnownAt(Map<String, String> parameters, Optional<Instant> knownAt) {
        knownAt.ifPresent(moment -> parameters.put(KnownMarkets.KNOWN_AT, moment.toString()));
    }

    /** The parameter {@code since}, a date meaning its beginning in New York; empty without one. */
    static Optional<Instant> since(Query query) {
        return moment(query, SINCE, date -> date.atStartOfDay(NewYork.ZONE).toInstant());
    }

    /** The requested weeks and fields of a market of a report type. */
    static WeekSelection weeks(Query query, ReportType type) {
        LocalDate from = date(query, FROM);
        LocalDate to = date(query, TO);
        if (from != null && to != null && from.isAfter(to)) {
            throw RequestException.badParameter(FROM, from.toString(), "a date that is not after 'to', " + to);
        }
        boolean newestFirst = !OLDEST_FIRST.equals(query.parameter(ORDER));
        return new WeekSelection(from, to, fields(query, WeekFields.of(type)), newestFirst);
    }

    /** Adds the parameters from which the same weeks and fields are read. */
    static void add(Map<String, String> parameters, WeekSelection weeks) {
        if (weeks.from() != null) {
            parameters.put(FROM, weeks.from().toString());
        }
        if (weeks.to() != null) {
            parameters.put(TO, weeks.to().toString());
        }
        if (!weeks.fields().isEmpty()) {
            parameters.put(FIELDS, String.join(",", weeks.fields()));
        }
        if (!weeks.newestFirst()) {
            parameters.put(ORDER, OLDEST_FIRST);
        }
    }

    /**
     * The key of a response about the selected weeks of a market, current or as known at a time.
     *
     * @param others adds the other parameters that the response depends on
     */
    static String keyOfWeeks(
            Request request, Snapshot snapshot, ReportVariant variant, Consumer<Map<String, String>> others) {
        String code = request.required(CODE);
        Optional<Instant> knownAt = knownAt(request, snapshot);
        Map<String, String> parameters = new LinkedHashMap<>();
        others.accept(parameters);
        addKnownAt(parameters, knownAt);
        add(parameters, weeks(request, variant.type()));
        Format.of(request).addTo(parameters);
        if (knownAt.isEmpty()) {
            market(snapshot, variant, code); // a market that has vanished since may have been known
        }
        return CacheKey.of(snapshot, variant, code).with(parameters).text();
    }

    private static List<String> fields(Query query, Set<String> known) {
        String text = query.parameter(FIELDS);
        if (text == null) {
            return List.of();
        }
        List<String> fields = Arrays.stream(text.split(",", -1)).distinct().toList();
        List<String> unknown =
                fields.stream().filter(field -> !known.contains(field)).toList();
        if (!unknown.isEmpty()) {
            throw RequestException.badParameter(
                    FIELDS,
                    text,
                    "some of " + String.join(", ", known) + "; unknown: '" + String.join("', '", unknown) + "'");
        }
        return fields;
    }

    private static @Nullable LocalDate date(Query query, String name) {
        String text = query.parameter(name);
        return text == null ? null : LocalDate.parse(text);
    }

    /** The words of a search, in lower case; empty without a search. */
    static List<String> search(Query query) {
        String text = query.parameter(SEARCH);
        if (text == null) {
            return List.of();
        }
        if (text.isBlank()) {
            throw RequestException.badParameter(SEARCH, text, "words of a code, name or exchange");
        }
        return List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** The key of a category; null when the request has none. */
    static @Nullable String category(Query query, MarketCategories categories) {
        return oneOf(
                query,
                CATEGORY,
                categories.all().stream().map(MarketCategory::key).toList());
    }

    /** The last moment of a day in New York. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(NewYork.ZONE).toInstant().minusNanos(1);
    }

    /** The day of a moment in New York. */
    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, NewYork.ZONE);
    }

    private static Optional<Instant> moment(Query query, String name, Function<LocalDate, Instant> ofDate) {
        String text = query.parameter(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    DATE.matcher(text).matches()
                            ? ofDate.apply(LocalDate.parse(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw RequestException.badParameter(name, text, MOMENT);
        }
    }

    /** The variant in the path of a request. */
    static ReportVariant variant(Request request) {
        return variant(request.required(REPORT_TYPE), request.required(SUBTYPE));
    }

    static ReportVariant variant(String reportType, String subtype) {
        return ReportVariant.find(reportType(reportType), subtype(subtype))
                .orElseThrow(() -> RequestException.notFound("The CFTC publishes no report " + reportType + "/"
                        + subtype + ". Its reports: " + ReportVariant.knownPaths()));
    }

    static ReportType reportType(String text) {
        return choice(text, ReportType.values(), ReportType::key);
    }

    static Subtype subtype(String text) {
        return choice(text, Subtype.values(), Subtype::key);
    }

    /** The parameter {@code subtype}; futures only without it. */
    static Subtype subtypeOrDefault(Query query) {
        return subtype(Objects.requireNonNullElse(query.parameter(SUBTYPE), Subtype.FO.key()));
    }

    /** A whole number; {@code ifAbsent} without one. */
    static int wholeNumber(Query query, String name, int ifAbsent) {
        String text = query.parameter(name);
        return text == null ? ifAbsent : Integer.parseInt(text);
    }

    /** The maximum number of rows of a page. */
    static int limit(Query query) {
        return wholeNumber(query, LIMIT, ROWS_OF_A_PAGE);
    }

    /** The number of rows before a page. */
    static int offset(Query query) {
        return wholeNumber(query, OFFSET, 0);
    }

    /** Adds the parameters from which the same page is read. */
    static void addPage(Map<String, String> parameters, int limit, int offset) {
        parameters.put(LIMIT, String.valueOf(limit));
        parameters.put(OFFSET, String.valueOf(offset));
    }

    /** Whether the highest values come first, which is usual. */
    static boolean isDescending(Query query) {
        return !ASCENDING.equals(query.parameter(SORT_DIRECTION));
    }

    /** Adds the parameters from which the same order is read. */
    static void addOrder(Map<String, String> parameters, String sortBy, boolean descending) {
        parameters.put(SORT_BY, sortBy);
        parameters.put(SORT_DIRECTION, descending ? DESCENDING : ASCENDING);
    }

    /** One of a collection's texts; null without one. */
    static @Nullable String oneOf(Query query, String name, Collection<String> allowed) {
        String text = query.parameter(name);
        if (text != null && !allowed.contains(text)) {
            throw RequestException.badParameter(name, text, "one of " + String.join(", ", allowed));
        }
        return text;
    }

    /** A published market of a variant. */
    static MarketMeta market(Snapshot snapshot, ReportVariant variant, String code) {
        return snapshot.market(variant, code)
                .orElseThrow(() -> RequestException.notFound("No market has the code '" + code + "' in "
                        + variant.path() + ". Known codes: " + LISTS + variant.path()));
    }

    /** The addresses that list the markets of a subtype: only those with markets. */
    static String lists(Snapshot snapshot, Subtype subtype) {
        String lists = snapshot.variantsWithData().stream()
                .filter(variant -> variant.subtype() == subtype)
                .map(variant -> LISTS + variant.path())
                .collect(Collectors.joining(", "));
        return lists.isEmpty() ? "none yet; see " + STATUS : lists;
    }

    private static <T> T choice(String text, T[] values, Function<T, String> key) {
        return Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst()
                .orElseThrow();
    }
}
