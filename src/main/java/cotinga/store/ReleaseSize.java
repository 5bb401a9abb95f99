package cotinga.store;

import java.time.LocalDate;

/**
 * How large a variant's release is.
 *
 * @param reportDate the report date that its weeks have
 * @param markets how many markets have a week
 */
public record ReleaseSize(LocalDate reportDate, int markets) {}
