package cotinga.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A value that differs from what a check expects.
 *
 * @param code the market; null if a whole release deviates
 * @param reportDate the week or release
 * @param subject the name of the value, such as {@code g1_long}
 */
public record Deviation(@Nullable String code, LocalDate reportDate, String subject, String found, String expected) {}
