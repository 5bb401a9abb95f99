package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.QualityCheck;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Counts the checked and the deviating values of one check, and keeps the newest deviations as examples. */
final class Tally {
    private static final int EXAMPLES = 10;

    private final QualityCheck check;
    private final int newestReportDate;
    private final PriorityQueue<Deviation> examples =
            new PriorityQueue<>(EXAMPLES, Comparator.comparing(Deviation::reportDate));
    private long checked;
    private long deviating;
    private long explained;
    private long newestChecked;
    private long newestDeviating;

    /** @param newestReportDate the variant's newest report date, in days since 1970-01-01 */
    Tally(QualityCheck check, int newestReportDate) {
        this.check = check;
        this.newestReportDate = newestReportDate;
    }

    /** Counts a checked value of a report date. */
    void checked(int reportDate) {
        checked++;
        if (reportDate == newestReportDate) {
            newestChecked++;
        }
    }

    /** Counts a checked value that deviates for a known reason. */
    void explained() {
        explained++;
    }

    /** Counts a checked value that deviates. The example is created only if it is kept. */
    void deviates(int reportDate, Supplier<Deviation> example) {
        deviating++;
        if (reportDate == newestReportDate) {
            newestDeviating++;
        }
        if (examples.size() < EXAMPLES) {
            examples.add(example.get());
        } else if (examples.element().reportDate().isBefore(LocalDate.ofEpochDay(reportDate))) {
            examples.remove();
            examples.add(example.get());
        }
    }

    CheckResult result() {
        return new CheckResult(
                check,
                checked,
                deviating,
                explained,
                newestChecked,
                newestDeviating,
                examples.stream()
                        .sorted(Comparator.comparing(Deviation::reportDate)
                                .reversed()
                                .thenComparing(deviation -> String.valueOf(deviation.code()))
                                .thenComparing(Deviation::subject))
                        .toList());
    }
}
