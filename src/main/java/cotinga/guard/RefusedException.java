package cotinga.guard;

import cotinga.api.Problems;
import cotinga.contract.Violation;
import java.util.List;
import java.util.Map;

/** A rejected request: the status, the reason, and the headers that belong to the status. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;
    private final transient List<Violation> violations;

    RefusedException(int status, String title, String detail, Map<String, String> headers) {
        this(status, title, detail, headers, List.of());
    }

    private RefusedException(
            int status, String title, String detail, Map<String, String> headers, List<Violation> violations) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.headers = Map.copyOf(headers);
        this.violations = List.copyOf(violations);
    }

    /** 400: the request violates the contract. */
    static RefusedException violating(List<Violation> violations) {
        return new RefusedException(400, Problems.BAD_PARAMETER, Problems.sentences(violations), Map.of(), violations);
    }

    List<Violation> violations() {
        return violations;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
