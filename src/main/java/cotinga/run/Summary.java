package cotinga.run;

import cotinga.store.RunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended, for its record and for people. */
interface Summary {
    /** What the run's record says. */
    RunStatus status();

    /** What is missing or failed, a line each. */
    List<String> flaws();

    /** For people: one line of figures. */
    String figures();

    /** For people: the figures, then the flaws, a line each. */
    default String text() {
        List<String> flaws = flaws();
        return flaws.isEmpty() ? figures() : figures() + "\n  " + String.join("\n  ", flaws);
    }

    /** For the record: the flaws, a line each; null when there are none. */
    default @Nullable String error() {
        List<String> flaws = flaws();
        return flaws.isEmpty() ? null : String.join("\n", flaws);
    }
}
