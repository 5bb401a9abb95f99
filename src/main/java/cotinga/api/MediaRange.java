package cotinga.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media range of the header {@code Accept}.
 *
 * @param type such as {@code text/csv}, {@code text/*} or {@code *}{@code /*}, in lower case
 * @param quality the preference, from 0 (not acceptable) to 1
 */
record MediaRange(String type, double quality) {
    private static final Pattern QUALITY = Pattern.compile("q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");
    private static final MediaRange NONE = new MediaRange("", 0);

    /** By quality, then by the precision of the type. */
    static final Comparator<MediaRange> BY_QUALITY =
            Comparator.comparingDouble(MediaRange::quality).thenComparingInt(MediaRange::precision);

    /** The ranges of a header; empty without one. */
    static List<MediaRange> list(@Nullable String accept) {
        return accept == null
                ? List.of()
                : Arrays.stream(accept.split(",")).map(MediaRange::of).toList();
    }

    /** The most precise range that includes a media type; a range of quality 0 when none does. */
    static MediaRange best(List<MediaRange> ranges, String mediaType) {
        return ranges.stream()
                .filter(range -> range.includes(mediaType))
                .max(Comparator.comparingInt(MediaRange::precision))
                .orElse(NONE);
    }

    private static MediaRange of(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";");
        double quality = Arrays.stream(parts)
                .map(part -> QUALITY.matcher(part.strip()))
                .filter(matcher -> matcher.matches())
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .findFirst()
                .orElse(1);
        return new MediaRange(parts.length == 0 ? "" : parts[0].strip(), quality);
    }

    private boolean includes(String mediaType) {
        return type.equals("*/*")
                || type.equals(mediaType)
                || type.equals(mediaType.substring(0, mediaType.indexOf('/') + 1) + "*");
    }

    private int precision() {
        if (type.isEmpty() || type.startsWith("*")) {
            return 0;
        }
        return type.endsWith("/*") ? 1 : 2;
    }
}
