package cotinga.store.weeks;

import java.util.List;

/** Builds the result that a test expects of a load; what the test does not name is zero. */
final class ResultBuilder {
    private final int weeksRead;
    private int inserted;
    private int changed;
    private int unchanged;
    private int outranked;
    private List<String> duplicates = List.of();

    private ResultBuilder(int weeksRead) {
        this.weeksRead = weeksRead;
    }

    public static ResultBuilder ofWeeks(int weeksRead) {
        return new ResultBuilder(weeksRead);
    }

    public ResultBuilder inserted(int weeks) {
        inserted = weeks;
        return this;
    }

    public ResultBuilder changed(int weeks) {
        changed = weeks;
        return this;
    }

    public ResultBuilder unchanged(int weeks) {
        unchanged = weeks;
        return this;
    }

    public ResultBuilder outranked(int weeks) {
        outranked = weeks;
        return this;
    }

    public ResultBuilder duplicates(String... examples) {
        duplicates = List.of(examples);
        return this;
    }

    public LoadResult build() {
        return new LoadResult(
                weeksRead,
                inserted,
                changed,
                0,
                0,
                unchanged,
                outranked,
                0,
                duplicates.size(),
                duplicates,
                0,
                List.of());
    }
}
