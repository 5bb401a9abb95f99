package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many entries of caches were removed.
 *
 * @param invalidated from all caches together
 * @param caches by the name of the cache
 * @param shared the result for the responses that instances share; null without a shared cache
 */
public record InvalidatedAnswers(
        int invalidated,
        Map<String, Integer> caches,
        @JsonInclude(JsonInclude.Include.NON_NULL) SharedAnswers.@Nullable Invalidation shared) {}
