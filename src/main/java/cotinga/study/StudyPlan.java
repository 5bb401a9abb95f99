package cotinga.study;

import cotinga.report.ReportType;
import java.util.List;

/**
 * A study that is computed for every market with prices.
 *
 * @param key its key in responses, such as {@code speculators-high}
 * @param name what happened, for readers
 * @param condition in which {@code {speculative}} and {@code {commercial}} stand for the group that shows this side of a market
 */
public record StudyPlan(String key, String name, String condition, List<Horizon> horizons) {
    private static final String SPECULATIVE = "{speculative}";
    private static final String COMMERCIAL = "{commercial}";

    public StudyPlan {
        horizons = List.copyOf(horizons);
    }

    /** The condition in reports of a type. */
    public StudyCondition condition(ReportType type) {
        return StudyCondition.of(
                type,
                condition
                        .replace(SPECULATIVE, type.speculativeGroup().key())
                        .replace(COMMERCIAL, type.commercialGroup().key()));
    }
}
