package cotinga.api;

import cotinga.base.Sha256;
import cotinga.contract.Documents;
import cotinga.contract.Documents.Document;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Returns the contract as documents, and the page that displays it: compressed, with the digest of the content as entity tag. */
public final class Docs {
    private static final int TAG_LENGTH = 32;
    private static final String PAGE = "index.html";
    private static final String SCRIPTS_OF_THE_PAGE =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    private final Documents documents;
    private final String vary;

    /** The documents that were requested: compressing all of them would delay every start. */
    private final Map<String, File> byName = new ConcurrentHashMap<>();

    /**
     * Documents.
     *
     * @param responses for the header {@code Vary}
     */
    public Docs(Documents documents, Responses responses) {
        this.documents = documents;
        this.vary = responses.vary("Accept-Encoding");
    }

    private record File(Answer answer, String digest) {
        static File of(Document document) {
            return new File(
                    Answer.document(document.content(), document.type()),
                    Sha256.of(document.content()).substring(0, TAG_LENGTH));
        }
    }

    /** The page. */
    public Response page(Request request) {
        return file(PAGE, request.preferences());
    }

    /** A document, or a file of the page; 304 when the client has it. */
    public Response file(Request request) {
        return file(request.required("file"), request.preferences());
    }

    private Response file(String name, Request.Preferences preferences) {
        Document document = documents
                .find(name)
                .orElseThrow(() -> RequestException.notFound("No document is named '" + name + "'. See /api/docs"));
        File file = byName.computeIfAbsent(name, first -> File.of(document));
        boolean compressed = preferences.coding() == Coding.GZIP && file.answer.gzip() != null;
        String tag = file.digest + (compressed ? "-" + Coding.GZIP.key() : "");
        Map<String, String> headers = Map.of(
                Response.ETAG,
                '"' + tag + '"',
                Response.CACHE_CONTROL,
                "no-cache",
                Response.VARY,
                vary,
                "Content-Security-Policy",
                SCRIPTS_OF_THE_PAGE);
        boolean isKnown = preferences.known().isAny() || preferences.known().names(tag);
        return isKnown ? Response.notModified(headers) : Response.of(file.answer, preferences.coding(), headers);
    }
}
