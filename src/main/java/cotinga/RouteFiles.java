package cotinga;

import cotinga.base.PackedFolder;
import cotinga.settings.NearestName;
import cotinga.settings.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The route files of the application. A file at the same path below {@code routes} in the working directory replaces the packed one.
 */
final class RouteFiles {
    static final String FOLDER = "routes";
    static final String SUFFIX = ".camel.yaml";
    private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");

    /** The folder of the API, which only a service loads. */
    private static final String OF_SERVICE = "rest/";

    private RouteFiles() {}

    /**
     * The files to load, as Camel resources, in the order of their paths.
     *
     * @param service whether the API is served
     * @throws SettingException if a route file of the working directory replaces none
     */
    static List<String> of(Path workingDirectory, boolean service) {
        Map<String, String> files = new TreeMap<>();
        PackedFolder.files(FOLDER).stream()
                .filter(file -> file.endsWith(SUFFIX))
                .forEach(file -> files.put(file, "classpath:" + FOLDER + "/" + file));
        List<String> unknown = new ArrayList<>();
        Path folder = workingDirectory.resolve(FOLDER);
        for (String file : yamlFilesBelow(folder)) {
            if (files.replace(file, "file:" + folder.resolve(file)) == null) {
                unknown.add(unknown(file, List.copyOf(files.keySet())));
            }
        }
        if (!unknown.isEmpty()) {
            throw new SettingException(unknown);
        }
        if (!service) {
            files.keySet().removeIf(file -> file.startsWith(OF_SERVICE));
        }
        return List.copyOf(files.values());
    }

    /** The path of a Camel resource below the folder of route files. */
    static String pathOf(String location) {
        String path = location.replace('\\', '/');
        return path.substring(path.lastIndexOf(FOLDER + "/") + FOLDER.length() + 1);
    }

    private static String unknown(String file, List<String> known) {
        String route = file.substring(file.lastIndexOf('/') + 1).replaceFirst("(\\.camel)?\\.ya?ml$", "");
        return FOLDER + "/" + file + " replaces no route file of Cotinga; "
                + known.stream()
                        .filter(path -> holds(path, route))
                        .findFirst()
                        .map(path ->
                                "the route " + route + " is in " + FOLDER + "/" + path + "; change a copy of that file")
                        .orElseGet(() ->
                                NearestName.suggestion(file, known) + "expected one of " + String.join(", ", known));
    }

    private static boolean holds(String packed, String route) {
        return Pattern.compile("^    (id|routeId): " + Pattern.quote(route) + "$", Pattern.MULTILINE)
                .matcher(PackedFolder.text(FOLDER + "/" + packed))
                .find();
    }

    /** Paths relative to the folder, with slashes. */
    private static List<String> yamlFilesBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            return PackedFolder.filesIn(folder).stream()
                    .filter(file -> YAML.matcher(file).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }
}
