package cotinga.quality;

import java.time.LocalDate;

/**
 * A market as readers know it from the publication before.
 *
 * @param name the newest week's name
 * @param exchange the newest week's exchange initials
 * @param weeks how many weeks it had
 * @param lastDate its newest report date
 */
public record KnownMarket(String name, String exchange, int weeks, LocalDate lastDate) {}
