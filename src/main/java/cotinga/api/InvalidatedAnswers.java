package cotinga.api;

import java.util.Map;

/**
 * How many entries of caches were removed.
 *
 * @param invalidated from all caches together
 * @param caches by the name of the cache
 */
public record InvalidatedAnswers(int invalidated, Map<String, Integer> caches) {}
