package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.socrata.RowQuery;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of one question as they come, page after page. */
public final class FallbackAnswer {
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
     * An answer of which nothing has come yet.
     *
     * @param comparable how many weeks are stored of the first report date that is asked for
     * @param url of the dataset
     * @param rowFile where its rows are gathered
     */
    FallbackAnswer(Archive archive, RowQuery question, int comparable, String url, Path rowFile) {
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

    /** Whether there may be more rows. */
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

    /** The question as an address, without its page. */
    String url() {
        return url + "?" + question.query(0);
    }

    boolean isFirstPage() {
        return rows == 0;
    }

    boolean isUnchanged() {
        return unchanged;
    }

    /** Of an answer of one page; one of several has none. */
    @Nullable
    String etag() {
        return etag;
    }

    @Nullable
    String lastModified() {
        return lastModified;
    }

    /** Notes that the stored answer is the newest. */
    void endUnchanged() {
        unchanged = true;
        open = false;
    }

    /** Notes that a page has come; the last one has fewer rows than were asked for. */
    void add(int rowsOfPage, @Nullable String etagOfPage, @Nullable String lastModifiedOfPage) {
        boolean only = rows == 0 && rowsOfPage < RowQuery.PAGE;
        etag = only ? etagOfPage : null;
        lastModified = lastModifiedOfPage;
        rows += rowsOfPage;
        open = rowsOfPage == RowQuery.PAGE;
    }
}
