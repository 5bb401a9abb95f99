package cotinga;

import cotinga.base.Counted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces what a route file contains (routes, policies, templates with their routes, REST services) when the file changes, and the routes
 * of other files that use its policies. If it cannot be loaded, everything stays as it was. Camel's own live reload keeps the routes of
 * templates, and removes routes that it then cannot replace.
 */
final class LiveReload extends FileWatcherResourceReloadStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReload.class);

    private final Path folder;
    private final List<String> routeFiles;

    /** The loaded text of each file, by its path below the folder. */
    private final Map<String, String> loaded = new HashMap<>();

    /** @param routeFiles the files that are loaded at start, as Camel resources */
    LiveReload(Path workingDirectory, List<String> routeFiles) {
        super(workingDirectory.resolve(RouteFiles.FOLDER).toString(), true);
        this.folder = workingDirectory.resolve(RouteFiles.FOLDER);
        this.routeFiles = routeFiles;
        setFileFilter(file -> file.getName().endsWith(RouteFiles.SUFFIX));
        setResourceReload((name, file) -> reload(RouteFiles.pathOf(file.getLocation())));
    }

    @Override
    protected void doStart() throws Exception {
        for (String location : routeFiles) {
            try (InputStream stream =
                    ResourceHelper.resolveMandatoryResourceAsInputStream(getCamelContext(), location)) {
                loaded.put(RouteFiles.pathOf(location), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        super.doStart();
    }

    /** The superclass logs what this throws. */
    private synchronized void reload(String file) throws IOException {
        String before = loaded.get(file);
        if (before == null) {
            throw new IllegalArgumentException(
                    file + " replaces no route file that was loaded at start, expected one of "
                            + String.join(", ", new TreeSet<>(loaded.keySet())) + "; restart to load others");
        }
        String text = text(file);
        if (text.isBlank() || text.equals(before)) { // many editors empty a file before they write it
            return;
        }
        try {
            parsed(file, text); // before anything is removed
            Map<String, String> texts = usersOfPolicies(file);
            texts.put(file, text);
            replaceAll(texts);
            LOG.info(
                    "Reloaded {}: {} of {}",
                    file,
                    Counted.of(countRoutes(texts.keySet()), "route"),
                    Counted.of(texts.size(), "file"));
        } catch (Exception e) {
            String reason = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new IllegalArgumentException(
                    e.getMessage() + reason + " (all routes stay as they were; correct the file)", e);
        }
    }

    /** The text of a file of the folder; empty if it was deleted. */
    private String text(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    /** Replaces what files contain, all or nothing. */
    private void replaceAll(Map<String, String> texts) throws Exception {
        Map<String, String> before = new HashMap<>(loaded);
        before.keySet().retainAll(texts.keySet());
        try {
            replace(texts);
        } catch (Exception e) {
            replace(before);
            throw e;
        }
    }

    private void replace(Map<String, String> texts) throws Exception {
        for (String file : texts.keySet()) {
            remove(file);
        }
        loaded.putAll(texts);
        List<Resource> files = new ArrayList<>();
        texts.forEach((file, text) -> files.add(resource(file, text)));
        PluginHelper.getRoutesLoader(getCamelContext()).loadRoutes(files);
    }

    private Resource resource(String file, String text) {
        return ResourceHelper.fromString("file:" + folder.resolve(file), text);
    }

    private void remove(String file) throws Exception {
        Model model = model();
        Set<String> policies = parsed(file).policies;
        for (RouteDefinition route : routes(file)) {
            getCamelContext().getRouteController().stopRoute(route.getRouteId());
            getCamelContext().removeRoute(route.getRouteId());
            model.removeRouteDefinition(route); // also if it never became a route
        }
        model.getRouteTemplateDefinitions().removeIf(template -> isOf(file, template));
        model.getRouteConfigurationDefinitions().removeIf(policy -> policies.contains(id(policy.getId())));
        model.getRestDefinitions().removeIf(service -> isOf(file, service));
    }

    private int countRoutes(Set<String> files) throws Exception {
        int count = 0;
        for (String file : files) {
            count += routes(file).size();
        }
        return count;
    }

    /** The loaded texts of the files whose routes use a policy of a file. */
    private Map<String, String> usersOfPolicies(String file) throws Exception {
        Set<String> policies = parsed(file).policies;
        Map<String, String> users = new HashMap<>();
        for (Map.Entry<String, String> other : loaded.entrySet()) {
            if (routes(other.getKey()).stream()
                    .anyMatch(route -> policies.contains(id(route.getRouteConfigurationId())))) {
                users.put(other.getKey(), other.getValue());
            }
        }
        return users;
    }

    private List<RouteDefinition> routes(String file) throws Exception {
        Set<String> templated = parsed(file).templatedRoutes;
        return model().getRouteDefinitions().stream()
                .filter(route -> isOf(file, route) || templated.contains(route.getRouteId()))
                .toList();
    }

    private static boolean isOf(String file, ResourceAware definition) {
        @Nullable Resource resource = definition.getResource();
        return resource != null && file.equals(RouteFiles.pathOf(resource.getLocation()));
    }

    private Model model() {
        return getCamelContext().getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** The id of a policy; empty for the default policy, which has none. */
    private static String id(@Nullable String policy) {
        return policy == null ? "" : policy;
    }

    /** The ids of what does not know its file when it is loaded: routes that are made of templates, and policies. */
    private record Parsed(Set<String> templatedRoutes, Set<String> policies) {}

    private Parsed parsed(String file) throws Exception {
        return parsed(file, loaded.getOrDefault(file, ""));
    }

    private Parsed parsed(String file, String text) throws Exception {
        Parsed ids = new Parsed(new HashSet<>(), new HashSet<>());
        for (RoutesBuilder builder :
                PluginHelper.getRoutesLoader(getCamelContext()).findRoutesBuilders(List.of(resource(file, text)))) {
            if (builder instanceof RouteConfigurationBuilder yaml) {
                yaml.setCamelContext(getCamelContext());
                yaml.configuration();
                yaml.configureRoutes(getCamelContext());
                yaml.getTemplatedRouteCollection()
                        .getTemplatedRoutes()
                        .forEach(route -> ids.templatedRoutes.add(route.getRouteId()));
                yaml.getRouteConfigurationCollection()
                        .getRouteConfigurations()
                        .forEach(policy -> ids.policies.add(id(policy.getId())));
            }
        }
        return ids;
    }
}
