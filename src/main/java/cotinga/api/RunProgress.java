package cotinga.api;

import cotinga.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * How many steps of a run have ended, and how long the others will take.
 *
 * @param etaSec seconds until the run ends; null while they cannot be estimated
 */
public record RunProgress(int done, int planned, long percent, @Nullable Double etaSec) {
    static RunProgress of(Progress.Figures figures) {
        StepProgress steps = StepProgress.of(figures);
        return new RunProgress(
                steps.done(),
                steps.planned(),
                steps.percent(),
                figures.left().map(Seconds::of).orElse(null));
    }
}
