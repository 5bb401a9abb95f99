package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.store.weeks.SeenWeeks.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The outcome of every week of one load, and the counts that follow from them. */
final class LoadTally {
    private static final int DUPLICATE_EXAMPLES = 10;

    private final ReportVariant variant;
    private final SeenWeeks seen = new SeenWeeks();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<String> duplicateExamples = new ArrayList<>();
    private final SourceDifferences differences = new SourceDifferences();
    private int weeksRead;
    private int malformed;
    private int duplicates;

    LoadTally(ReportVariant variant) {
        this.variant = variant;
    }

    void addWeek() {
        weeksRead++;
    }

    void addMalformed() {
        malformed++;
    }

    /** Records the outcome of a week, in place of an earlier one. */
    void record(Arrival arrival, Outcome outcome) {
        Outcome earlier = outcome(arrival);
        if (earlier != null) {
            counts.merge(earlier, -1, Integer::sum);
        }
        counts.merge(outcome, 1, Integer::sum);
        seen.put(arrival.id(), arrival.week().line(), outcome);
    }

    /** The outcome of a week so far; null for a week without one. */
    @Nullable
    Outcome outcome(Arrival arrival) {
        int slot = seen.find(arrival.id());
        return slot < 0 ? null : seen.outcome(slot);
    }

    /** Whether a week has an outcome. */
    boolean hasSeen(long id) {
        return seen.find(id) >= 0;
    }

    /** The line of a week that has an outcome. */
    OptionalInt line(long id) {
        int slot = seen.find(id);
        return slot < 0 ? OptionalInt.empty() : OptionalInt.of(seen.line(slot));
    }

    void addDuplicate(Week later, int earlierLine) {
        duplicates++;
        if (duplicateExamples.size() < DUPLICATE_EXAMPLES) {
            duplicateExamples.add("%s %s %s: lines %d and %d, the later was kept"
                    .formatted(
                            variant.path(),
                            later.code(),
                            LocalDate.ofEpochDay(later.reportDate()),
                            earlierLine,
                            later.line()));
        }
    }

    /**
     * Adds a week that differs between the fall-back and a file of the CFTC.
     *
     * @param ofFile whether the week comes from the file, and the stored content from the fall-back
     */
    void addDifference(Week week, ResultSet stored, boolean ofFile) throws SQLException {
        differences.add(variant, week, stored, ofFile);
    }

    /** @param vanished how many stored weeks the archive lacks */
    LoadResult result(int vanished) {
        return new LoadResult(
                weeksRead,
                count(Outcome.INSERTED),
                count(Outcome.CHANGED),
                vanished,
                count(Outcome.RETURNED),
                count(Outcome.UNCHANGED),
                count(Outcome.OUTRANKED),
                malformed,
                duplicates,
                duplicateExamples,
                differences.count(),
                differences.examples());
    }

    private int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
