package cotinga.store;

import java.time.Instant;
import java.util.Comparator;

/**
 * How an archive ranks against others that hold the same week: any file of the CFTC goes before the fall-back; among its files the
 * newer wins, on a tie the weekly one.
 *
 * @param ofFile whether it is a file of the CFTC
 * @param modifiedAt its {@code Last-Modified}, or when it was downloaded if it had none
 * @param weekly whether it is the weekly file
 */
record Rank(boolean ofFile, Instant modifiedAt, boolean weekly) implements Comparable<Rank> {
    /** Below every archive: a week whose origin is not known gives way to any. */
    static final Rank LOWEST = new Rank(false, Instant.MIN, false);

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::ofFile).thenComparing(Rank::modifiedAt).thenComparing(Rank::weekly);

    static Rank of(DownloadKind kind, Instant modifiedAt) {
        return new Rank(kind != DownloadKind.FALLBACK, modifiedAt, kind == DownloadKind.WEEKLY);
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
