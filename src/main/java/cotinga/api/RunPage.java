package cotinga.api;

import java.util.List;

/**
 * A page of runs.
 *
 * @param items without their steps
 * @param total how many runs are stored
 */
public record RunPage(List<RunAnswer> items, long total, int limit, int offset) {}
