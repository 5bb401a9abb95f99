package cotinga.api;

import cotinga.contract.Documents;
import cotinga.contract.Documents.Document;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Returns the contract as documents, and the page that displays it: compressed, with the digest of the content as entity tag. */
public final class Docs {
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    private final Documents documents;
    private final String vary;

    /** The documents that were requested: compressing all of them would delay every start. */
    private final Map<String, RevalidatedFile> byName = new ConcurrentHashMap<>();

    /**
     * Documents.
     *
     * @param responses for the header {@code Vary}
     */
    public Docs(Documents documents, Responses responses) {
        this.documents = documents;
        this.vary = responses.vary("Accept-Encoding");
    }

    /** The page. */
    public Response page(Request request) {
        return response("", documents.page(), request);
    }

    /** A document, or a file of the page; 304 when the client has it. */
    public Response file(Request request) {
        String name = request.required("file");
        Document document = documents
                .find(name)
                .orElseThrow(() -> RequestException.notFound("No document is named '" + name + "'. See /api/docs"));
        return response(name, document, request);
    }

    private Response response(String name, Document document, Request request) {
        return byName.computeIfAbsent(name, first -> RevalidatedFile.of(document.content(), document.type()))
                .response(request.preferences(), vary, POLICY);
    }
}
