package cotinga.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path of the contract, such as {@code /api/v1/cot/groups/{report_type}}. */
final class PathTemplate {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");

    private final String text;
    private final List<String> names = new ArrayList<>();
    private final Pattern pattern;

    PathTemplate(String text) {
        this.text = text;
        Matcher name = NAME.matcher(text);
        StringBuilder regex = new StringBuilder();
        int from = 0;
        while (name.find()) {
            names.add(name.group(1));
            regex.append(Pattern.quote(text.substring(from, name.start()))).append("([^/]+)");
            from = name.end();
        }
        this.pattern = Pattern.compile(
                regex.append(Pattern.quote(text.substring(from))).toString());
    }

    String text() {
        return text;
    }

    boolean matches(String rawPath) {
        return pattern.matcher(rawPath).matches();
    }

    /** The raw values of the parameters by name. */
    Map<String, String> values(String rawPath) {
        Matcher matcher = pattern.matcher(rawPath);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + rawPath + "' is not at " + text);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            values.put(names.get(index), matcher.group(index + 1));
        }
        return values;
    }
}
