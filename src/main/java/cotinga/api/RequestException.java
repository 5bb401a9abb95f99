package cotinga.api;

/** A request that cannot be answered as asked: what was found, what is allowed, where to look. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String detail;

    private RequestException(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** 400: a parameter is not what is allowed. */
    static RequestException badParameter(String name, String found, String allowed) {
        return new RequestException(
                400, "Bad parameter", "Parameter '" + name + "' is '" + found + "', expected " + allowed);
    }

    /** 404: nothing is stored under what was asked for. */
    static RequestException notFound(String detail) {
        return new RequestException(404, "Not found", detail);
    }

    /** 400: a field of the body is not what is allowed. */
    static RequestException badField(String name, String found, String allowed) {
        return new RequestException(400, "Bad body", "Field '" + name + "' is " + found + ", expected " + allowed);
    }

    /** 400: the body as a whole is not what is allowed. */
    static RequestException badBody(String found, String allowed) {
        return new RequestException(400, "Bad body", "The body is " + found + ", expected " + allowed);
    }

    /** 409: it cannot be done as things stand. */
    static RequestException conflict(String detail) {
        return new RequestException(409, "Conflict", detail);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What was found, what is allowed, where to look. */
    public String detail() {
        return detail;
    }
}
