package cotinga.report;

import java.time.LocalDate;

/**
 * A market whose history another market continues.
 *
 * @param code its contract code
 * @param before the report date before which its weeks count
 * @param factor how many contracts of the other market one of its contracts equals
 */
public record Predecessor(String code, LocalDate before, double factor) {}
