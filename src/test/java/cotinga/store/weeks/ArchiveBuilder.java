package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds an archive that a test stores; what the test does not name has a plausible value. */
public final class ArchiveBuilder {
    private final ReportVariant variant;
    private final DownloadKind kind;
    private final String path;
    private final String file;
    private int firstYear = 2026;
    private int lastYear = 2026;
    private String url;
    private @Nullable String etag = "\"etag\"";
    private @Nullable String lastModified;
    private String sha256 = "ab12";
    private static final long BYTES = 1_234;
    private Instant downloadedAt = Weeks.DOWNLOADED;
    private @Nullable Long runId;

    public ArchiveBuilder(ReportVariant variant, DownloadKind kind, String path) {
        this.variant = variant;
        this.kind = kind;
        this.path = path;
        this.file = path.substring(path.lastIndexOf('/') + 1);
        this.url = "https://www.cftc.gov" + path;
    }

    public static ArchiveBuilder yearly(ReportVariant variant, int year) {
        return new ArchiveBuilder(variant, DownloadKind.YEARLY, "/files/dea/history/" + variant.key() + year + ".zip");
    }

    public ArchiveBuilder years(int first, int last) {
        firstYear = first;
        lastYear = last;
        return this;
    }

    public ArchiveBuilder url(String from) {
        url = from;
        return this;
    }

    public ArchiveBuilder etag(@Nullable String tag) {
        etag = tag;
        return this;
    }

    public ArchiveBuilder lastModified(@Nullable String date) {
        lastModified = date;
        return this;
    }

    public ArchiveBuilder sha256(String digest) {
        sha256 = digest;
        return this;
    }

    public ArchiveBuilder downloadedAt(Instant moment) {
        downloadedAt = moment;
        return this;
    }

    public ArchiveBuilder run(long id) {
        runId = id;
        return this;
    }

    public ArchiveLoad build() {
        return new ArchiveLoad(
                new ArchiveEdition(
                        variant,
                        kind,
                        path,
                        firstYear,
                        lastYear,
                        file,
                        url,
                        etag,
                        lastModified,
                        sha256,
                        BYTES,
                        downloadedAt),
                runId);
    }
}
