package cotinga.intake;

import cotinga.cftc.Archive;
import cotinga.cftc.socrata.RowQuery;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The pages of rows that respond to one query. */
public final class FallbackPages {
    private final Archive archive;
    private final RowQuery question;
    private final int comparable;
    private final String url;
    private final Path rowFile;
    private int rows;
    private boolean open = true;
    private boolean unchanged;
    private @Nullable String etag;
    private @Nullable String lastModified;

    /**
     * Pages of which none has been downloaded yet.
     *
     * @param comparable the number of stored weeks of the first requested report date
     * @param url the address of the dataset
     * @param rowFile the file that collects the rows
     */
    FallbackPages(Archive archive, RowQuery question, int comparable, String url, Path rowFile) {
        this.archive = archive;
        this.question = question;
        this.comparable = comparable;
        this.url = url;
        this.rowFile = rowFile;
    }

    /** The path of the dataset. */
    public String path() {
        return archive.path();
    }

    /** The query for the next page. */
    public String query() {
        return question.query(rows);
    }

    /** The name of the next page's file. */
    public String pageFile() {
        return archive.fileName() + ".page";
    }

    /** Whether there may be another page. */
    public boolean isOpen() {
        return open;
    }

    Archive archive() {
        return archive;
    }

    RowQuery question() {
        return question;
    }

    int comparable() {
        return comparable;
    }

    Path rowFile() {
        return rowFile;
    }

    /** The address with the query for the first page. */
    String url() {
        return url + "?" + question.query(0);
    }

    boolean isFirstPage() {
        return rows == 0;
    }

    boolean isUnchanged() {
        return unchanged;
    }

    /** The ETag of a single page; null if there are several pages. */
    @Nullable
    String etag() {
        return etag;
    }

    @Nullable
    String lastModified() {
        return lastModified;
    }

    /** Notes that the stored rows are the newest. */
    void endUnchanged() {
        unchanged = true;
        open = false;
    }

    /** Notes a downloaded page. The last page has fewer rows than requested. */
    void add(int rowsOfPage, @Nullable String etagOfPage, @Nullable String lastModifiedOfPage) {
        boolean only = rows == 0 && rowsOfPage < RowQuery.PAGE;
        etag = only ? etagOfPage : null;
        lastModified = lastModifiedOfPage;
        rows += rowsOfPage;
        open = rowsOfPage == RowQuery.PAGE;
    }
}
