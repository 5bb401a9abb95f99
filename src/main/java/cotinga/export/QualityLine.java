package cotinga.export;

import cotinga.report.CheckResult;
import cotinga.report.ReportVariant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the checks of a publication say, in one line for people. */
final class QualityLine {
    private QualityLine() {}

    static String of(Map<ReportVariant, List<CheckResult>> results) {
        List<String> warnings = results.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(CheckResult::isWarning)
                        .map(result -> warning(entry.getKey(), result)))
                .toList();
        return warnings.isEmpty()
                ? "quality: nothing to warn of"
                : warnings.stream()
                        .collect(Collectors.joining(
                                "; ",
                                "quality: " + warnings.size() + (warnings.size() == 1 ? " warning: " : " warnings: "),
                                ""));
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
