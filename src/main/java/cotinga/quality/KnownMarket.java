package cotinga.quality;

import java.time.LocalDate;

/**
 * A market in the previous publication.
 *
 * @param name the newest week's name
 * @param exchange the newest week's exchange initials
 * @param weeks its number of weeks
 * @param lastDate its newest report date
 */
public record KnownMarket(String name, String exchange, int weeks, LocalDate lastDate) {}
