package cotinga.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as a check expects it.
 *
 * @param code the market; null where a whole release deviates
 * @param reportDate the week or release
 * @param subject which number, such as {@code g1_long}
 */
public record Deviation(@Nullable String code, LocalDate reportDate, String subject, String found, String expected) {}
