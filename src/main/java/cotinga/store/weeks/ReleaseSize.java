package cotinga.store.weeks;

import java.time.LocalDate;

/**
 * The size of a variant's release.
 *
 * @param reportDate the report date of its weeks
 * @param markets how many markets have a week
 */
public record ReleaseSize(LocalDate reportDate, int markets) {}
