package cotinga.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The route files as they lie in the project, read without Camel. */
public final class RouteFiles {
    static final Path FOLDER = Path.of("routes");
    private static final String SUFFIX = ".camel.yaml";
    private static final String DIRECT = "direct:";

    private RouteFiles() {}

    /**
     * One entry of a file.
     *
     * @param file the file's path below the folder of routes, without its suffix
     * @param kind {@code route}, {@code routeConfiguration}, {@code routeTemplate}, {@code templatedRoute} or {@code rest}
     * @param node what stands below the kind
     */
    record Entry(String file, String kind, Map<?, ?> node) {
        boolean has(String key) {
            return node.containsKey(key);
        }

        String text(String key) {
            return String.valueOf(node.get(key));
        }

        /** The id of a route, a policy or a REST service. */
        String id() {
            return text(kind.equals("templatedRoute") ? "routeId" : "id");
        }

        /** The last part of the file's path. */
        String stage() {
            return file.substring(file.lastIndexOf('/') + 1);
        }

        Map<?, ?> from() {
            return (Map<?, ?>) child(node, "from");
        }

        /** The parameters of a templated route. */
        Map<String, String> parameters() {
            return ((List<?>) child(node, "parameters"))
                    .stream()
                            .map(parameter -> (Map<?, ?>) parameter)
                            .collect(Collectors.toMap(
                                    parameter -> String.valueOf(parameter.get("name")),
                                    parameter -> String.valueOf(parameter.get("value"))));
        }

        /** The component that it begins with, {@code direct} or {@code timer} say. */
        String begins() {
            return String.valueOf(from().get("uri"));
        }

        @Override
        public String toString() {
            return kind + " " + id() + " of " + file + SUFFIX;
        }
    }

    /** What stands under a key that must be there. */
    static Object child(Map<?, ?> node, String key) {
        return Objects.requireNonNull(node.get(key), () -> "no '" + key + "' in " + node);
    }

    /** The route that an endpoint names, if it is a direct one. */
    static Optional<String> directName(Object uri) {
        String text = String.valueOf(uri);
        return text.startsWith(DIRECT) ? Optional.of(text.substring(DIRECT.length())) : Optional.empty();
    }

    /**
     * The routes that a node calls, at any depth.
     *
     * @param key {@code to} or {@code wireTap}
     */
    static List<String> called(Map<?, ?> node, String key) {
        List<String> called = new ArrayList<>();
        visit(node, (found, value) -> {
            if (found.equals(key)) {
                Object uri = value instanceof Map<?, ?> endpoint ? child(endpoint, "uri") : value;
                directName(uri).filter(name -> !name.contains("{{")).ifPresent(called::add);
            }
        });
        return called;
    }

    public static List<Path> paths() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that contain these routes or the policies that they name, and the file of the default policy. */
    public static List<Path> pathsOf(Set<String> routes) {
        List<Entry> all = entries();
        Set<String> needed = new HashSet<>(routes);
        all.stream()
                .filter(entry -> routes.contains(entry.id()) && entry.has("routeConfigurationId"))
                .forEach(entry -> needed.add(entry.text("routeConfigurationId")));
        return all.stream()
                .filter(entry ->
                        needed.contains(entry.id()) || (entry.kind().equals("routeConfiguration") && !entry.has("id")))
                .map(entry -> FOLDER.resolve(entry.file() + SUFFIX))
                .distinct()
                .toList();
    }

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path path : paths()) {
            String file = FOLDER.relativize(path).toString().replace(SUFFIX, "");
            for (Object entry : (List<?>) yaml(path)) {
                ((Map<?, ?>) entry)
                        .forEach((kind, node) -> entries.add(new Entry(file, String.valueOf(kind), (Map<?, ?>) node)));
            }
        }
        return entries;
    }

    static List<Entry> entries(String kind) {
        return entries().stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    /** Visits every key with its value, at any depth. */
    static void visit(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(String.valueOf(key), Objects.requireNonNullElse(value, ""));
                visit(Objects.requireNonNullElse(value, ""), visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> visit(item, visitor));
        }
    }

    public static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object yaml(Path path) {
        return new Load(LoadSettings.builder().build()).loadFromString(read(path));
    }
}
