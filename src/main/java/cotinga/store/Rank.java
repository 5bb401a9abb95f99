package cotinga.store;

import java.time.Instant;
import java.util.Comparator;

/**
 * How an archive ranks against others that hold the same week: the newer wins, on a tie the weekly file.
 *
 * @param modifiedAt its {@code Last-Modified}, or when it was downloaded if it had none
 * @param weekly whether it is the weekly file
 */
record Rank(Instant modifiedAt, boolean weekly) implements Comparable<Rank> {
    /** Below every archive: a week whose origin is not known gives way to any. */
    static final Rank LOWEST = new Rank(Instant.MIN, false);

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::modifiedAt).thenComparing(Rank::weekly);

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
