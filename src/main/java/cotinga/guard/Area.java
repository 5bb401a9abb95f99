package cotinga.guard;

/** Parts of what the server offers, by who may ask. */
enum Area {
    /** {@code /api/v1/admin}: for those with the scope admin. */
    ADMIN,
    /** The rest of {@code /api}: for everybody, unless reads need a key. */
    READS,
    /** Everything else; there is nothing of ours but the sandbox. */
    OUTSIDE;

    private static final String API_PATH = "/api/";
    private static final String ADMIN_PATH = "/api/v1/admin";

    /** @param path as routes see it: decoded where that is unambiguous, without dots and double slashes */
    static Area of(String path) {
        if (path.equals(ADMIN_PATH) || path.startsWith(ADMIN_PATH + "/")) {
            return ADMIN;
        }
        return path.startsWith(API_PATH) ? READS : OUTSIDE;
    }
}
