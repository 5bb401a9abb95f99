package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.study.HorizonResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of a study at one horizon, in the order of their fields. Shares and returns are in percent. */
enum StudyFigure {
    /** The number of episodes with a return. */
    N(0, result -> result.summary().episodes()),
    SHARE(1, result -> result.summary().share()),
    SHARE_LOW(1, result -> result.summary().shareInterval().low()),
    SHARE_HIGH(1, result -> result.summary().shareInterval().high()),
    MEAN(2, result -> result.summary().mean()),
    WORST(2, result -> result.summary().worst()),
    LOWER_QUARTILE(2, result -> result.summary().lowerQuartile()),
    MEDIAN(2, result -> result.summary().median()),
    UPPER_QUARTILE(2, result -> result.summary().upperQuartile()),
    BEST(2, result -> result.summary().best()),
    OVERLAPPING(0, result -> result.summary().overlapping()),
    WITH_POSSIBLE_ROLL(0, result -> result.summary().withPossibleRoll()),
    BASE_WEEKS(0, result -> result.baseRate().weeks()),
    BASE_SHARE(1, result -> result.baseRate().share()),
    BASE_MEAN(2, result -> result.baseRate().mean()),
    ROTATIONS(0, result -> result.nullModel().rotations()),
    P_SHARE(4, result -> result.nullModel().pShare()),
    P_MEAN(4, result -> result.nullModel().pMean());

    private static final SerializedString FEW = new SerializedString("few");

    private final SerializedString name;
    private final int decimals;
    private final ToDoubleFunction<HorizonResult> value;

    StudyFigure(int decimals, ToDoubleFunction<HorizonResult> value) {
        this.name = new SerializedString(name().toLowerCase(Locale.ROOT));
        this.decimals = decimals;
        this.value = value;
    }

    /** The name of its field. */
    String key() {
        return name.getValue();
    }

    /** The figure with a name, if there is one. */
    static Optional<StudyFigure> ofKey(String key) {
        return Arrays.stream(values())
                .filter(figure -> figure.key().equals(key))
                .findFirst();
    }

    /** The names of the fields of all figures. */
    static List<String> keys() {
        return Arrays.stream(values())
                .flatMap(figure -> figure == N ? Stream.of(figure.key(), FEW.getValue()) : Stream.of(figure.key()))
                .toList();
    }

    /** The figure of a result, NaN if there is none. */
    double of(HorizonResult result) {
        return value.applyAsDouble(result);
    }

    /** The inside of an object: all figures of a result. */
    static void write(JsonWriter json, HorizonResult result) throws IOException {
        for (StudyFigure figure : values()) {
            json.rounded(figure.name, figure.of(result), figure.decimals);
            if (figure == N) {
                json.flag(FEW, result.summary().isFew());
            }
        }
    }
}
