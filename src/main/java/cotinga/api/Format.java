package cotinga.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an answer is written. */
enum Format {
    JSON("json", "application/json"),
    /** Lines of comma-separated values. */
    CSV("csv", "text/csv"),
    /** A workbook for spreadsheet programs. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String key;
    private final String mediaType;

    Format(String key, String mediaType) {
        this.key = key;
        this.mediaType = mediaType;
    }

    /** What a request calls it: {@code csv}. */
    String key() {
        return key;
    }

    /** What the header {@code Content-Type} says. */
    String contentType() {
        return this == CSV ? mediaType + "; charset=utf-8" : mediaType;
    }

    /** What parameters that tell answers apart say of it; nothing of JSON. */
    Optional<String> distinction() {
        return this == JSON ? Optional.empty() : Optional.of("format=" + key);
    }

    /** As the parameter {@code format} asks for, or else as the header {@code Accept} does. */
    static Format of(Request request) {
        String wanted = request.parameter("format");
        return wanted == null
                ? accepted(request.accept())
                : Arrays.stream(values())
                        .filter(format -> format.key.equals(wanted))
                        .findFirst()
                        .orElse(JSON);
    }

    /** Another than JSON only where it is liked better; of two that are liked the same, the one that is named more precisely. */
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
