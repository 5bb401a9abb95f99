package cotinga.payload;

import cotinga.snapshot.MarketMeta;
import cotinga.study.HorizonResult;
import cotinga.study.StudyPlan;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A study of one market at one horizon.
 *
 * @param condition that of the study in the market's report
 * @param lastEpisode the report date of the first week of the newest episode; null if there is none
 */
public record StudyRow(
        StudyPlan plan, MarketMeta meta, String condition, HorizonResult result, @Nullable LocalDate lastEpisode) {
    private static final Map<String, Comparator<StudyRow>> BY_TEXT = Map.of(
            "code",
            Comparator.comparing(row -> row.meta.code()),
            "name",
            Comparator.comparing(row -> row.meta.displayName()),
            "study",
            Comparator.comparing(row -> row.plan.key()));

    /** The fields to sort by. */
    public static List<String> sortFields() {
        return Stream.concat(
                        BY_TEXT.keySet().stream().sorted(),
                        Stream.of(StudyFigure.values()).map(StudyFigure::key))
                .toList();
    }

    /** The order by a field; rows without a value come last. */
    public static Comparator<StudyRow> order(String field, boolean descending) {
        Optional<StudyFigure> figure = StudyFigure.ofKey(field);
        if (figure.isPresent()) {
            Comparator<Double> byNumber = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            return Comparator.comparing(
                            (StudyRow row) -> Double.isNaN(figure.get().of(row.result)))
                    .thenComparing(row -> figure.get().of(row.result), byNumber);
        }
        Comparator<StudyRow> byText = Objects.requireNonNull(BY_TEXT.get(field), field);
        return descending ? byText.reversed() : byText;
    }
}
