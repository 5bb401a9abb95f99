package cotinga.store.prices;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A symbol whose prices are not up to date; the last good ones stay in place.
 *
 * @param symbol as the source names it
 * @param newestBar the date of the newest bar; null when there is none
 * @param answeredAt when a source last delivered its bars; null when none has
 * @param reason why they are not up to date
 */
public record StalePrices(String symbol, @Nullable LocalDate newestBar, @Nullable Instant answeredAt, String reason) {}
