package cotinga.api;

import cotinga.payload.TableFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The format of a response. */
enum Format {
    JSON("json", "application/json", null),
    /** Comma-separated values. */
    CSV("csv", "text/csv", TableFormat.CSV),
    /** A workbook for spreadsheet programs. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TableFormat.XLSX);

    private static final String PARAMETER = "format";

    private final String key;
    private final String mediaType;
    private final @Nullable TableFormat table;

    Format(String key, String mediaType, @Nullable TableFormat table) {
        this.key = key;
        this.mediaType = mediaType;
        this.table = table;
    }

    /** How the table is written; empty for JSON, which is no table. */
    Optional<TableFormat> table() {
        return Optional.ofNullable(table);
    }

    /** The value of the parameter {@code format}, such as {@code csv}. */
    String key() {
        return key;
    }

    /** The header {@code Content-Type}. */
    String contentType() {
        return this == CSV ? mediaType + "; charset=utf-8" : mediaType;
    }

    /** Adds the parameter of a cache key that names the format; none for JSON. */
    void addTo(Map<String, String> parameters) {
        if (this != JSON) {
            parameters.put(PARAMETER, key);
        }
    }

    /** The format of the parameter {@code format}, or else of the header {@code Accept}. */
    static Format of(Request request) {
        return request.parameter(PARAMETER) == null
                ? accepted(request.preferences().accept())
                : of((Query) request);
    }

    /** The format of the parameter {@code format}; JSON without it. */
    static Format of(Query query) {
        String wanted = query.parameter(PARAMETER);
        return Arrays.stream(values())
                .filter(format -> format.key.equals(wanted))
                .findFirst()
                .orElse(JSON);
    }

    /** JSON unless another format is preferred; of two with the same quality, the one named more precisely. */
    private static Format accepted(@Nullable String accept) {
        List<MediaRange> ranges = MediaRange.list(accept);
        return Arrays.stream(values())
                .reduce((best, other) -> MediaRange.BY_QUALITY.compare(
                                        MediaRange.best(ranges, other.mediaType),
                                        MediaRange.best(ranges, best.mediaType))
                                > 0
                        ? other
                        : best)
                .orElse(JSON);
    }
}
