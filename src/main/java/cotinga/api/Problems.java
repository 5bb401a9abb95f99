package cotinga.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Problem answers of RFC 9457. */
public final class Problems {
    /** The problem that a refused request gets; its status is under {@code status}. */
    public Map<String, Object> of(RequestException refused, String path) {
        return problem(refused.status(), refused.title(), refused.detail(), path);
    }

    /** The problem for a failure inside: nothing of it shows. */
    public Map<String, Object> internal(String path) {
        return problem(500, "Internal error", "The answer could not be made; the server's log tells why.", path);
    }

    private static Map<String, Object> problem(int status, String title, String detail, String path) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", path);
        return problem;
    }
}
