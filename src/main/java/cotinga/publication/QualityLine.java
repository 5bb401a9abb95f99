package cotinga.publication;

import cotinga.base.Counted;
import cotinga.report.CheckResult;
import cotinga.report.ReportVariant;
import cotinga.store.publications.PublicationDraft;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result of the quality checks of a publication, in one line. */
final class QualityLine {
    private QualityLine() {}

    static String of(List<PublicationDraft.Checks> checks) {
        List<String> warnings = checks.stream()
                .flatMap(ofVariant -> ofVariant.results().stream()
                        .filter(CheckResult::isWarning)
                        .map(result -> warning(ofVariant.variant(), result)))
                .toList();
        return warnings.isEmpty()
                ? "quality: no warnings"
                : warnings.stream()
                        .collect(Collectors.joining(
                                "; ", "quality: " + Counted.of(warnings.size(), "warning") + ": ", ""));
    }

    private static String warning(ReportVariant variant, CheckResult result) {
        return String.format(
                Locale.ROOT,
                "%s %s (%,d of %,d deviate, %,d in the newest release)",
                variant.path(),
                result.check().key(),
                result.deviating(),
                result.checked(),
                result.newestDeviating());
    }
}
