package cotinga.cftc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The tables under {@code spec}. */
final class Spec {
    private Spec() {}

    /**
     * One cell of a table.
     *
     * @param rule the rule that it is an example of
     * @param cell the raw cell
     * @param expected its value, {@code missing} or {@code malformed}
     */
    record Example(String rule, String cell, String expected) {
        boolean isMalformed() {
            return expected.equals("malformed");
        }

        boolean isMissing() {
            return expected.equals("missing");
        }

        /** The rule, quoted, and the example. */
        String displayName() {
            return "“" + rule + "”: '" + cell.replace("\0", "\\0") + "' → " + expected;
        }
    }

    static List<Example> of(String table) {
        List<Example> examples = new ArrayList<>();
        for (Object entry : (List<?>) yaml(table)) {
            Map<?, ?> rule = (Map<?, ?>) entry;
            ((Map<?, ?>) Objects.requireNonNull(rule.get("cells")))
                    .forEach((cell, expected) -> examples.add(new Example(
                            String.valueOf(rule.get("rule")), String.valueOf(cell), String.valueOf(expected))));
        }
        return examples;
    }

    private static Object yaml(String table) {
        try (InputStream stream = Spec.class.getResourceAsStream("spec/" + table + ".yaml")) {
            return new Load(LoadSettings.builder().build()).loadFromInputStream(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
