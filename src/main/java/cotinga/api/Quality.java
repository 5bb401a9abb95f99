package cotinga.api;

import cotinga.report.ReportVariant;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.QualityStore;
import cotinga.store.publications.StoredCheck;
import cotinga.store.publications.WithheldVariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Returns the last check results of each variant, and the withheld variants. */
public final class Quality {
    private final QualityStore checks;
    private final PublicationStore publications;

    public Quality(QualityStore checks, PublicationStore publications) {
        this.checks = checks;
        this.publications = publications;
    }

    /** The last check results of each variant that was checked or is withheld. */
    public QualityAnswer of() {
        Map<ReportVariant, List<QualityAnswer.Check>> results = new TreeMap<>();
        for (StoredCheck check : checks.checks()) {
            results.computeIfAbsent(check.variant(), variant -> new ArrayList<>())
                    .add(QualityAnswer.Check.of(check));
        }
        Map<ReportVariant, WithheldVariant> held = publications.withheldVariants();
        held.keySet().forEach(variant -> results.computeIfAbsent(variant, unchecked -> new ArrayList<>()));
        Map<String, QualityAnswer.VariantQuality> variants = new LinkedHashMap<>();
        results.forEach((variant, ofVariant) -> {
            WithheldVariant its = held.get(variant);
            variants.put(
                    variant.key(), new QualityAnswer.VariantQuality(its == null ? null : Withheld.of(its), ofVariant));
        });
        return new QualityAnswer(variants);
    }

    /** The withheld variants by key. */
    public Map<String, Withheld> withheld() {
        Map<String, Withheld> held = new LinkedHashMap<>();
        publications.withheldVariants().forEach((variant, its) -> held.put(variant.key(), Withheld.of(its)));
        return held;
    }
}
