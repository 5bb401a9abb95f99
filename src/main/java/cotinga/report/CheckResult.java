package cotinga.report;

import java.util.List;

/**
 * The result of a check of a variant.
 *
 * @param checked the number of values (or markets, releases) that were checked
 * @param deviating how many of them are not as expected, without an explanation
 * @param explained how many more are not as expected because another release was revised or skipped
 * @param newestChecked of {@code checked}, those of the newest release
 * @param newestDeviating of {@code deviating}, those of the newest release
 * @param examples some of the deviations, newest first
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

    /** Whether the deviations need attention. */
    public boolean isWarning() {
        return check.warnsOf(checked, deviating, newestDeviating);
    }
}
