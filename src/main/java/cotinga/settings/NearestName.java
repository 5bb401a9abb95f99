package cotinga.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the correct spelling of a misspelt name. */
public final class NearestName {
    private static final int MOST_DIFFERENCES = 3;

    private NearestName() {}

    /** {@code "did you mean x? "}, or an empty text if no name is similar. */
    public static String suggestion(String misspelt, Collection<String> names) {
        return nearest(misspelt, names)
                .map(name -> "did you mean " + name + "? ")
                .orElse("");
    }

    private static Optional<String> nearest(String misspelt, Collection<String> names) {
        return names.stream()
                .filter(name -> differences(misspelt, name) <= MOST_DIFFERENCES)
                .min(Comparator.comparingInt((String name) -> differences(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance: the number of inserted, removed and replaced characters. */
    private static int differences(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
