package cotinga.http;

/** The parts of the API, by the access that they require. */
enum Area {
    /** {@code /api/v1/admin}: requires the scope admin. */
    ADMIN,
    /** The rest of {@code /api}: public, unless reads require a key. */
    READS,
    /** Everything else: the home page and the sandbox. */
    OUTSIDE;

    private static final String API_PATH = "/api/";
    private static final String ADMIN_PATH = "/api/v1/admin";

    /** @param path the normalized path, as routes get it */
    static Area of(String path) {
        if (path.equals(ADMIN_PATH) || path.startsWith(ADMIN_PATH + "/")) {
            return ADMIN;
        }
        return path.startsWith(API_PATH) ? READS : OUTSIDE;
    }
}
