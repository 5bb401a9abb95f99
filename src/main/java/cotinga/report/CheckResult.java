package cotinga.report;

import java.util.List;

/**
 * What a check found in a variant.
 *
 * @param checked how many numbers (or markets, releases) were looked at
 * @param deviating how many of them are not as expected, and nothing explains it
 * @param explained how many more are not as expected, because another release was revised or skipped
 * @param newestChecked of {@code checked}, those of the newest release
 * @param newestDeviating of {@code deviating}, those of the newest release
 * @param examples some of the deviating, the newest first
 */
public record CheckResult(
        QualityCheck check,
        long checked,
        long deviating,
        long explained,
        long newestChecked,
        long newestDeviating,
        List<Deviation> examples) {
    public CheckResult {
        examples = List.copyOf(examples);
    }

    /** Whether somebody should have a look. */
    public boolean isWarning() {
        return check.warnsOf(checked, deviating, newestDeviating);
    }
}
