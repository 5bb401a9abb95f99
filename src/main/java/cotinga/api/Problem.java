package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import cotinga.contract.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A problem of RFC 9457.
 *
 * @param detail what was found, what was expected and what to do
 * @param instance the path of the request
 * @param errors each part of the request that the contract does not allow; null when there is none
 * @param retryAfterSec after how many seconds the client can retry; null when retrying does not help
 * @param progress the progress of the run that will provide the data; null when none is in progress
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ParameterError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfterSec,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunProgress progress) {
    /** The largest number of errors in one problem: a short request must not cause a long response. */
    static final int MAX_ERRORS = 20;

    private static final String NO_TYPE = "about:blank";

    /**
     * A part of a request that the contract does not allow.
     *
     * @param found the value in the request; null when the parameter is missing
     */
    public record ParameterError(String parameter, @Nullable String found, String allowed) {
        static ParameterError of(Violation violation) {
            return new ParameterError(violation.parameter(), violation.found(), violation.allowed());
        }
    }

    /** A problem that lists the violations of the contract. */
    public static Problem of(
            int status, String title, String detail, String path, String requestId, List<Violation> violations) {
        List<ParameterError> errors = violations.isEmpty()
                ? null
                : violations.stream().limit(MAX_ERRORS).map(ParameterError::of).toList();
        return new Problem(NO_TYPE, title, status, detail, path, requestId, errors, null, null);
    }

    /** One sentence for each violation. */
    static String sentences(List<Violation> violations) {
        int more = violations.size() - MAX_ERRORS;
        return violations.stream()
                .limit(MAX_ERRORS)
                .map(Violation::sentence)
                .collect(Collectors.joining("; ", "", more > 0 ? "; and " + more + " more" : ""));
    }

    /** The same problem with what a client needs to retry. */
    Problem withRetry(@Nullable Long afterSeconds, @Nullable RunProgress runProgress) {
        return new Problem(type, title, status, detail, instance, requestId, errors, afterSeconds, runProgress);
    }
}
