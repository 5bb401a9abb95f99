package cotinga.api;

import cotinga.base.Sha256;
import java.util.Map;

/**
 * A file that clients keep, and whose digest they send to learn whether it has changed.
 *
 * @param digest of its content, the entity tag
 */
record RevalidatedFile(Answer answer, String digest) {
    private static final int TAG_LENGTH = 32;

    static RevalidatedFile of(byte[] content, String type) {
        return new RevalidatedFile(
                Answer.document(content, type), Sha256.of(content).substring(0, TAG_LENGTH));
    }

    /**
     * The file, or 304 when the client has it.
     *
     * @param vary the header {@code Vary}
     * @param policy what the browser may load for it
     */
    Response response(Request.Preferences preferences, String vary, String policy) {
        boolean compressed = preferences.coding() == Coding.GZIP && answer.gzip() != null;
        String tag = digest + (compressed ? "-" + Coding.GZIP.key() : "");
        Map<String, String> headers = Map.of(
                Response.ETAG,
                '"' + tag + '"',
                Response.CACHE_CONTROL,
                "no-cache",
                Response.VARY,
                vary,
                "Content-Security-Policy",
                policy);
        boolean isKnown = preferences.known().isAny() || preferences.known().names(tag);
        return isKnown ? Response.notModified(headers) : Response.of(answer, preferences.coding(), headers);
    }
}
