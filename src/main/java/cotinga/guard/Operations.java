package cotinga.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operations of the service: methods by path.
 *
 * @param methodsByPath such as {@code GET} under {@code /api/v1/cot/groups/{report_type}}
 */
public record Operations(Map<String, Set<String>> methodsByPath) {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+}");

    public Operations {
        methodsByPath = Map.copyOf(methodsByPath);
    }

    /** The operations of the REST routes and of the filter chain. */
    public static Operations ofRoutes(Map<String, Set<String>> methodsByPath) {
        Map<String, Set<String>> all = new HashMap<>(methodsByPath);
        all.put(RunEvents.PATH, Set.of("GET"));
        return new Operations(all);
    }

    /** The methods of a path, with HEAD and OPTIONS, in order; empty when the path does not exist. */
    Set<String> methodsOf(String path) {
        Set<String> methods = methodsByPath.entrySet().stream()
                .filter(offer -> matches(offer.getKey(), path))
                .flatMap(offer -> offer.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private static boolean matches(String template, String path) {
        List<String> wanted = List.of(template.split("/", -1));
        List<String> found = List.of(path.split("/", -1));
        return wanted.size() == found.size() && allMatch(wanted, found);
    }

    private static boolean allMatch(List<String> wanted, List<String> found) {
        for (int index = 0; index < wanted.size(); index++) {
            boolean variable = VARIABLE.matcher(wanted.get(index)).matches();
            if (variable ? found.get(index).isEmpty() : !wanted.get(index).equals(found.get(index))) {
                return false;
            }
        }
        return true;
    }
}
