package cotinga.study;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.measure.ConditionException;
import cotinga.measure.MeasureException;
import cotinga.report.ReportType;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The studies of all markets, read from a file with the header {@code key,condition,horizons,name}. */
public final class StudyPlans {
    private static final String FORM = "key,condition,horizons,name";
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final List<StudyPlan> plans = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private StudyPlans(DataFile file) {
        file.requireHeader(FORM);
        file.rows().stream().skip(1).forEach(this::add);
    }

    /** The studies that ship with the application. */
    public static StudyPlans shipped() {
        return new StudyPlans(DataFile.readShipped(StudyPlans.class, "event-studies.csv"));
    }

    /**
     * Reads the studies of a file that replaces the shipped one.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static StudyPlans load(Path file) {
        return new StudyPlans(DataFile.read(file));
    }

    /**
     * Reads the studies of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static StudyPlans load(Reader reader, String source) {
        return new StudyPlans(DataFile.read(reader, source));
    }

    /** The studies in the order of the file. */
    public List<StudyPlan> all() {
        return List.copyOf(plans);
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        String key = row.field(0);
        if (!KEY.matcher(key).matches()) {
            throw row.unexpected("the key '" + key + "'", "1 to 40 of a-z, 0-9 and -, of which a letter is the first");
        }
        if (!keys.add(key)) {
            throw row.unexpected("'" + key + "' again", "one row for each key; remove or rename one of the two");
        }
        if (row.field(3).isEmpty()) {
            throw row.unexpected("no name of '" + key + "'", FORM);
        }
        StudyPlan plan = new StudyPlan(key, row.field(3), row.field(1), horizons(row));
        for (ReportType type : ReportType.values()) {
            requireCondition(plan, type, row);
        }
        plans.add(plan);
    }

    private static List<Horizon> horizons(DataFile.Row row) {
        try {
            return Horizon.list(row.field(2));
        } catch (HorizonException e) {
            throw row.unexpected(
                    "the horizon '" + e.found() + "'", e.expected() + "; several in quotes, such as \"4w,13w\"");
        }
    }

    private static void requireCondition(StudyPlan plan, ReportType type, DataFile.Row row) {
        try {
            plan.condition(type);
        } catch (ConditionException e) {
            throw row.unexpected("the condition '" + e.found() + "'", e.expected());
        } catch (MeasureException e) {
            throw row.unexpected(
                    "the column '" + e.found() + "'",
                    e.expected() + ". {speculative} and {commercial} stand for groups that every report has");
        }
    }
}
