package cotinga.run;

import cotinga.store.runs.RunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The summary of a run, for its record and for people. */
interface Summary {
    /** The status in the record. */
    RunStatus status();

    /** What is missing or failed, one line each. */
    List<String> flaws();

    /** One line of figures. */
    String figures();

    /** The figures, then the flaws, one line each. */
    default String text() {
        List<String> flaws = flaws();
        return flaws.isEmpty() ? figures() : figures() + "\n  " + String.join("\n  ", flaws);
    }

    /** The flaws, one line each, for the record; null if there are none. */
    default @Nullable String error() {
        List<String> flaws = flaws();
        return flaws.isEmpty() ? null : String.join("\n", flaws);
    }
}
