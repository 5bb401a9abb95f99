package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.MarketMeta;
import cotinga.payload.WeekFields;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketCategory;
import cotinga.report.NewYork;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the texts of a request, which the contract allows, into values; refuses what the contract cannot know of. */
final class Parameters {
    private static final String LISTS = "/api/v1/cot/markets/";
    private static final String STATUS = "/api/v1/cot/status";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Where a date begins and ends that comes without a time. */
    private static final String MOMENT =
            "a date such as 2026-11-20, or a time with its offset such as 2026-11-20T15:30:00-05:00 or 2026-11-20T20:30:00Z";

    private Parameters() {}

    /** The moment whose knowledge is asked for, a date meaning its end in New York; empty when it is that of the whole edition. */
    static Optional<Instant> knownAt(Request request, Edition edition) {
        return moment(request, "known_at", date -> date.plusDays(1)
                        .atStartOfDay(NewYork.ZONE)
                        .toInstant()
                        .minusNanos(1))
                .filter(moment -> moment.isBefore(edition.createdAt()));
    }

    /** The moment from which on something is asked for, a date meaning its beginning in New York; empty without any. */
    static Optional<Instant> since(Request request) {
        return moment(request, "since", date -> date.atStartOfDay(NewYork.ZONE).toInstant());
    }

    /** Which weeks of a report type's market are asked for. */
    static WeekSelection weeks(Request request, ReportType type) {
        LocalDate from = date(request, "from");
        LocalDate to = date(request, "to");
        if (from != null && to != null && from.isAfter(to)) {
            throw RequestException.badParameter("from", from.toString(), "a date that is not after 'to', " + to);
        }
        boolean newestFirst = !"asc".equals(request.parameter("order"));
        return new WeekSelection(from, to, fields(request, WeekFields.of(type)), newestFirst);
    }

    private static List<String> fields(Request request, Set<String> known) {
        String text = request.parameter("fields");
        if (text == null) {
            return List.of();
        }
        List<String> fields = Arrays.stream(text.split(",", -1)).distinct().toList();
        List<String> unknown =
                fields.stream().filter(field -> !known.contains(field)).toList();
        if (!unknown.isEmpty()) {
            throw RequestException.badParameter(
                    "fields",
                    text,
                    "some of " + String.join(", ", known) + "; unknown: '" + String.join("', '", unknown) + "'");
        }
        return fields;
    }

    private static @Nullable LocalDate date(Request request, String name) {
        String text = request.parameter(name);
        return text == null ? null : LocalDate.parse(text);
    }

    /** The words of a search, in lower case; none when the request has none. */
    static List<String> search(Request request) {
        String text = request.parameter("search");
        if (text == null) {
            return List.of();
        }
        if (text.isBlank()) {
            throw RequestException.badParameter("search", text, "words of a code, name or exchange");
        }
        return List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** The key of a category; null when the request has none. */
    static @Nullable String category(Request request, MarketCategories categories) {
        return oneOf(
                "category",
                request.parameter("category"),
                categories.all().stream().map(MarketCategory::key).toList());
    }

    /** The day of a moment in New York. */
    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, NewYork.ZONE);
    }

    private static Optional<Instant> moment(Request request, String name, Function<LocalDate, Instant> ofDate) {
        String text = request.parameter(name);
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

    static ReportVariant variant(String reportType, String subtype) {
        return ReportVariant.of(reportType(reportType), subtype(subtype));
    }

    static ReportType reportType(String text) {
        return choice(text, ReportType.values(), ReportType::key);
    }

    static Subtype subtype(String text) {
        return choice(text, Subtype.values(), Subtype::key);
    }

    /** A whole number; {@code ifAbsent} when the request has none. */
    static int wholeNumber(@Nullable String text, int ifAbsent) {
        return text == null ? ifAbsent : Integer.parseInt(text);
    }

    /** One of a collection's texts; null when the request has none. */
    static @Nullable String oneOf(String name, @Nullable String text, Collection<String> allowed) {
        if (text != null && !allowed.contains(text)) {
            throw RequestException.badParameter(name, text, "one of " + String.join(", ", allowed));
        }
        return text;
    }

    /** A published market of a variant. */
    static MarketMeta market(Edition edition, ReportVariant variant, String code) {
        return edition.market(variant, code)
                .orElseThrow(() -> RequestException.notFound("No market has the code '" + code + "' in "
                        + variant.path() + ". Known codes: " + LISTS + variant.path()));
    }

    /** Where the markets of a subtype are listed: only where there are some. */
    static String lists(Edition edition, Subtype subtype) {
        String lists = edition.variantsWithData().stream()
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
