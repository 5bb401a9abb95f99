package cotinga.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of metrics and labels in an expression of Prometheus. */
final class PromQl {
    private static final Pattern STRINGS_AND_LABELS =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\b(by|on|ignoring|without|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$.])[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");
    private static final Pattern MATCHED_LABEL = Pattern.compile("[{,]\\s*(\\w+)\\s*[=!]");
    private static final Pattern LABEL_LIST =
            Pattern.compile("\\b(?:by|on|ignoring|without|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

    /** Operators, and the aggregations that may stand before their labels. */
    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count");

    private PromQl() {}

    static Set<String> metrics(String expression) {
        String bare = RANGE.matcher(STRINGS_AND_LABELS.matcher(expression).replaceAll(" "))
                .replaceAll(" ");
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare).results().forEach(found -> names.add(found.group()));
        names.removeAll(KEYWORDS);
        return names;
    }

    static Set<String> labels(String expression) {
        Set<String> labels = new TreeSet<>();
        MATCHED_LABEL.matcher(expression).results().forEach(found -> labels.add(found.group(1)));
        LABEL_LIST
                .matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        return labels;
    }
}
