package cotinga.cluster;

import java.time.Instant;

/**
 * Who leads.
 *
 * @param instance its name
 * @param since when it took over
 * @param number its fencing number, which rises with each leader
 */
public record Leader(String instance, Instant since, long number) {}
