package cotinga.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the result of a quality check; what the test does not name deviates nowhere. */
final class CheckBuilder {
    private final String check;
    private String rule = "r";
    private String result = "ok";
    private long checked = 1;
    private long newestChecked = 1;
    private long deviating;
    private long newestDeviating;
    private List<QualityAnswer.Example> examples = List.of();
    private @Nullable Long run;

    private CheckBuilder(String check) {
        this.check = check;
    }

    static CheckBuilder of(String check) {
        return new CheckBuilder(check);
    }

    CheckBuilder rule(String text) {
        rule = text;
        return this;
    }

    CheckBuilder checked(long all, long ofNewestRelease) {
        checked = all;
        newestChecked = ofNewestRelease;
        return this;
    }

    CheckBuilder deviating(long all, long ofNewestRelease, QualityAnswer.Example... some) {
        result = "warning";
        deviating = all;
        newestDeviating = ofNewestRelease;
        examples = List.of(some);
        return this;
    }

    CheckBuilder run(long id) {
        run = id;
        return this;
    }

    QualityAnswer.Check build() {
        return new QualityAnswer.Check(
                check,
                rule,
                result,
                checked,
                deviating,
                0,
                newestChecked,
                newestDeviating,
                examples,
                LocalDate.parse("2026-06-09"),
                run,
                5,
                Instant.parse("2026-06-15T06:00:00Z"));
    }
}
