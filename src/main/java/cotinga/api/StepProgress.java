package cotinga.api;

import cotinga.progress.Progress;

/**
 * How many steps of a run have ended.
 *
 * @param percent of the planned steps; 100 when none are planned
 */
public record StepProgress(int done, int planned, long percent) {
    static StepProgress of(Progress.Figures figures) {
        long percent = figures.planned() == 0 ? 100 : 100L * figures.done() / figures.planned();
        return new StepProgress(figures.done(), figures.planned(), percent);
    }
}
