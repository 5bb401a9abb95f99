package cotinga.api;

import cotinga.contract.Documents;

/** Answers the contract as documents. */
public final class Docs {
    private final Documents documents;

    public Docs(Documents documents) {
        this.documents = documents;
    }

    /** A file by its name. */
    public Documents.Document of(String file) {
        return documents
                .find(file)
                .orElseThrow(() -> RequestException.notFound("No document is named '" + file + "'. See /api/docs"));
    }
}
