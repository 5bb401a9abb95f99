package cotinga.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an answer is written. */
enum Format {
    JSON("json", "application/json"),
    /** Lines of comma-separated values. */
    CSV("csv", "text/csv");

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

    /** As the parameter {@code format} asks for, or else as the header {@code Accept} does. */
    static Format of(Request request) {
        String wanted = request.parameter("format");
        return wanted == null ? accepted(request.accept()) : CSV.key.equals(wanted) ? CSV : JSON;
    }

    /** CSV only where it is liked better than JSON; of two that are liked the same, the one that is named more precisely. */
    private static Format accepted(@Nullable String accept) {
        List<MediaRange> ranges = MediaRange.list(accept);
        MediaRange csv = MediaRange.best(ranges, CSV.mediaType);
        MediaRange json = MediaRange.best(ranges, JSON.mediaType);
        return MediaRange.BY_QUALITY.compare(csv, json) > 0 ? CSV : JSON;
    }
}
