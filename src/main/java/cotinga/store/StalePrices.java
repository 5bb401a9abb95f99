package cotinga.store;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A symbol whose prices are not up to date; the last good ones stay in place.
 *
 * @param symbol as the source knows it
 * @param newestBar the date of the newest bar; null when there is none
 * @param answeredAt when a source told its bars last; null when none ever has
 * @param reason for people
 */
public record StalePrices(String symbol, @Nullable LocalDate newestBar, @Nullable Instant answeredAt, String reason) {}
