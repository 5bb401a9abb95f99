package cotinga.api;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.ReportVariant;
import cotinga.store.PublicationStore;
import cotinga.store.QualityStore;
import cotinga.store.StoredCheck;
import cotinga.store.WithheldVariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers what the last checks of each variant said, and which variants are held back. */
public final class Quality {
    private final QualityStore checks;
    private final PublicationStore publications;

    public Quality(QualityStore checks, PublicationStore publications) {
        this.checks = checks;
        this.publications = publications;
    }

    /** {@code {variants: {legacy_fo: {held_back, checks: […]}}}}; {@code held_back} is null where nothing is. */
    public Map<String, Object> of(Request request) {
        Map<ReportVariant, List<Object>> results = new TreeMap<>();
        for (StoredCheck check : checks.checks()) {
            results.computeIfAbsent(check.variant(), variant -> new ArrayList<>())
                    .add(check(check));
        }
        Map<ReportVariant, WithheldVariant> held = publications.withheldVariants();
        held.keySet().forEach(variant -> results.computeIfAbsent(variant, unchecked -> new ArrayList<>()));
        Map<String, Object> variants = new LinkedHashMap<>();
        results.forEach((variant, ofVariant) -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            WithheldVariant its = held.get(variant);
            answer.put("held_back", its == null ? null : heldBack(its));
            answer.put("checks", ofVariant);
            variants.put(variant.key(), answer);
        });
        return Map.of("variants", variants);
    }

    /** For the status: the variants that are held back, by their keys. */
    public Map<String, Object> heldBack() {
        Map<String, Object> held = new LinkedHashMap<>();
        publications.withheldVariants().forEach((variant, its) -> held.put(variant.key(), heldBack(its)));
        return held;
    }

    private static Map<String, Object> heldBack(WithheldVariant held) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("since", held.withheldAt().toString());
        answer.put("as_of", held.asOf());
        answer.put("reason", held.reason());
        return answer;
    }

    private static Map<String, Object> check(StoredCheck stored) {
        CheckResult result = stored.result();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("check", result.check().key());
        answer.put("rule", result.check().rule());
        answer.put("result", stored.isWarning() ? "warning" : "ok");
        answer.put("checked", result.checked());
        answer.put("deviating", result.deviating());
        answer.put("explained", result.explained());
        answer.put("newest_checked", result.newestChecked());
        answer.put("newest_deviating", result.newestDeviating());
        answer.put("examples", result.examples().stream().map(Quality::example).toList());
        answer.put("newest_report_date", stored.newestReportDate().toString());
        answer.put("run", stored.runId());
        answer.put("data_version", stored.version());
        answer.put("checked_at", stored.checkedAt().toString());
        return answer;
    }

    private static Map<String, Object> example(Deviation deviation) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("code", deviation.code());
        answer.put("date", deviation.reportDate().toString());
        answer.put("subject", deviation.subject());
        answer.put("found", deviation.found());
        answer.put("expected", deviation.expected());
        return answer;
    }
}
