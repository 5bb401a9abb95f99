package cotinga.api;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.store.publications.StoredCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last check results of each variant.
 *
 * @param variants by key, such as {@code legacy_fo}
 */
public record QualityAnswer(Map<String, VariantQuality> variants) {

    /**
     * The last check results of a variant.
     *
     * @param withheld null when the variant is not withheld
     */
    public record VariantQuality(@Nullable Withheld withheld, List<Check> checks) {}

    /**
     * The last result of a check.
     *
     * @param run the id of the run that checked; null when no run did
     * @param dataVersion the data version that was checked
     */
    public record Check(
            String check,
            String rule,
            String result,
            long checked,
            long deviating,
            long explained,
            long newestChecked,
            long newestDeviating,
            List<Example> examples,
            LocalDate newestReportDate,
            @Nullable Long run,
            long dataVersion,
            Instant checkedAt) {
        static Check of(StoredCheck stored) {
            CheckResult result = stored.result();
            return new Check(
                    result.check().key(),
                    result.check().rule(),
                    stored.isWarning() ? "warning" : "ok",
                    result.checked(),
                    result.deviating(),
                    result.explained(),
                    result.newestChecked(),
                    result.newestDeviating(),
                    result.examples().stream().map(Example::of).toList(),
                    stored.newestReportDate(),
                    stored.runId(),
                    stored.version(),
                    stored.checkedAt());
        }
    }

    /**
     * A value that deviates from the rule of a check.
     *
     * @param code the market; null when a whole release deviates
     * @param date the report date
     */
    public record Example(@Nullable String code, LocalDate date, String subject, String found, String expected) {
        static Example of(Deviation deviation) {
            return new Example(
                    deviation.code(),
                    deviation.reportDate(),
                    deviation.subject(),
                    deviation.found(),
                    deviation.expected());
        }
    }
}
