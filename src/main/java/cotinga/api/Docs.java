package cotinga.api;

import cotinga.contract.Documents;
import cotinga.contract.Documents.Document;
import cotinga.report.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Returns the contract as documents, and the page that displays it: compressed, with the digest of the content as entity tag. */
public final class Docs {
    private static final int TAG_LENGTH = 32;

    private final Documents documents;

    /** The documents that were requested: compressing all of them would delay every start. */
    private final Map<String, Page> byName = new ConcurrentHashMap<>();

    public Docs(Documents documents) {
        this.documents = documents;
    }

    private record Page(Answer answer, String tag) {
        static Page of(Document document) {
            return new Page(
                    Answer.document(document.content(), document.type()),
                    Sha256.of(document.content()).substring(0, TAG_LENGTH));
        }
    }

    /**
     * A response.
     *
     * @param status 200, or 304 with an empty body
     * @param etag the entity tag of the content and its coding
     * @param encoding the content coding; null for none
     */
    public record Response(int status, Buffer body, String type, String etag, @Nullable String encoding) {}

    /**
     * A file by its name.
     *
     * @param known the header {@code If-None-Match}; null without one
     * @param coding the content coding that the client prefers
     */
    public Response of(String file, @Nullable String known, @Nullable String coding) {
        Document document = documents
                .find(file)
                .orElseThrow(() -> RequestException.notFound("No document is named '" + file + "'. See /api/docs"));
        Page page = byName.computeIfAbsent(file, name -> Page.of(document));
        Buffer gzip = Answer.GZIP.equals(coding) ? page.answer.gzip() : null;
        String tag = page.tag + (gzip == null ? "" : "-" + Answer.GZIP);
        String etag = '"' + tag + '"';
        String type = page.answer.contentType();
        String encoding = gzip == null ? null : Answer.GZIP;
        IfNoneMatch condition = IfNoneMatch.ofRoute(known);
        if (condition.isAny() || condition.names(tag)) {
            return new Response(304, Buffer.buffer(), type, etag, null);
        }
        return new Response(200, gzip == null ? page.answer.body() : gzip, type, etag, encoding);
    }
}
