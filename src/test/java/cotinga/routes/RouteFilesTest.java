package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cotinga.RunningApplication;
import cotinga.SettingTexts;
import cotinga.Settings;
import cotinga.routes.RouteFiles.Entry;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files, settings and beans speak of each other by name: every name is there, and none is there for nothing. */
class RouteFilesTest {
    private static final Path SETTINGS = Path.of("application.properties");
    private static final Path SETTINGS_SOURCE = Path.of("src", "main", "java", "cotinga", "Settings.java");

    /** Files that are no route of their name. */
    private static final Set<String> NOT_A_ROUTE = Set.of("api", "api-admin", "api-docs", "policies");

    /** Keys whose value is the name of a bean. */
    private static final Set<String> NAME_A_BEAN =
            Set.of("ref", "onRedeliveryRef", "onExceptionOccurredRef", "aggregationStrategy");

    private static final Set<String> BEGIN_A_FLOW = Set.of("timer", "quartz", "platform-http");

    @Test
    void everyFileHoldsOneRouteOfItsName() {
        List<Entry> entries = RouteFiles.entries().stream()
                .filter(entry -> !NOT_A_ROUTE.contains(entry.file()))
                .toList();

        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo("route");
            assertThat(entry.text("id")).isEqualTo(entry.file());
        });
        assertThat(entries).extracting(Entry::file).doesNotHaveDuplicates();
        assertThat(RouteFiles.paths()).hasSize(entries.size() + NOT_A_ROUTE.size());
    }

    @Test
    void everyRouteThatOthersCallIsCalledAsItsFile() {
        assertThat(RouteFiles.entries("route"))
                .filteredOn(route -> route.begins().equals("direct"))
                .allSatisfy(route -> assertThat(RouteFiles.directName(route.from()))
                        .as("%s", route)
                        .isEqualTo(route.file()));
    }

    @Test
    void everythingSaysWhatItDoes() {
        assertThat(RouteFiles.entries()).allSatisfy(entry -> assertThat(entry.text("description"))
                .as("description of %s", entry)
                .matches("(?s)\\p{Lu}.{10,}[^.\\s]\\s*"));
    }

    @Test
    void everyRouteThatIsCalledIsThereAndEveryOneThatIsThereIsCalled() {
        Set<String> called = new TreeSet<>();
        RouteFiles.entries()
                .forEach(entry -> RouteFiles.visit(entry.node(), (key, value) -> {
                    if (key.equals("to")) {
                        calledBy(value).ifPresent(called::add);
                    }
                }));

        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(RouteFiles.entries("route").stream()
                        .filter(route -> route.begins().equals("direct"))
                        .map(Entry::file)
                        .toList());
    }

    private static Optional<String> calledBy(Object to) {
        if (to instanceof Map<?, ?> node) {
            return "direct".equals(node.get("uri")) ? Optional.of(RouteFiles.directName(node)) : Optional.empty();
        }
        String uri = String.valueOf(to);
        return uri.startsWith("direct:") ? Optional.of(uri.substring("direct:".length())) : Optional.empty();
    }

    @Test
    void everyPathOfTheApiIsServedByTheRouteOfItsOperation() {
        List<String> served = new ArrayList<>();
        for (Entry api : RouteFiles.entries("rest")) {
            for (Object operation : (List<?>) RouteFiles.child(api.node(), "get")) {
                Map<?, ?> node = (Map<?, ?>) operation;
                assertThat(node.get("to")).isEqualTo("direct:serve-" + node.get("id"));
                served.add("serve-" + node.get("id"));
            }
        }

        assertThat(served)
                .containsExactlyInAnyOrderElementsOf(RouteFiles.entries("route").stream()
                        .map(Entry::file)
                        .filter(file -> file.startsWith("serve-"))
                        .toList());
    }

    @Test
    void everyRouteSaysWhatHappensOnFailureUnlessItBeginsAFlow() {
        Set<String> policies = RouteFiles.entries("routeConfiguration").stream()
                .map(policy -> policy.text("id"))
                .collect(Collectors.toSet());
        Set<String> named = new HashSet<>();

        assertThat(RouteFiles.entries("route"))
                .filteredOn(route -> route.has("routeConfigurationId") || !BEGIN_A_FLOW.contains(route.begins()))
                .allSatisfy(route -> {
                    List<String> ofRoute =
                            List.of(route.text("routeConfigurationId").split(","));
                    assertThat(policies).as("policies of %s", route).containsAll(ofRoute);
                    named.addAll(ofRoute);
                });
        assertThat(named).containsExactlyInAnyOrderElementsOf(policies);
    }

    @Test
    void everyPlaceholderIsASetting() {
        Set<String> known = settings().stringPropertyNames();

        assertThat(placeholders()).isNotEmpty().allSatisfy(key -> assertThat(known)
                .contains(key));
    }

    @Test
    void everySettingIsReadAndEverySettingThatIsReadIsListed(@TempDir Path elsewhere) {
        SettingTexts texts = SettingTexts.of(elsewhere, false, Map.of(), System.getProperties());
        assertThatCode(() -> Settings.of(texts, Clock.systemUTC()))
                .as("no setting is listed that nothing reads")
                .doesNotThrowAnyException();

        assertThat(found("\"(cotinga\\.[a-z.-]*[a-z])\"", RouteFiles.read(SETTINGS_SOURCE)))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(texts.values()).containsKey(key));
    }

    @Test
    void everySettingOrItsGroupIsExplained() {
        List<String> unexplained = new ArrayList<>();
        boolean explained = false;
        for (String line : RouteFiles.read(SETTINGS).lines().toList()) {
            if (line.isBlank()) {
                explained = false;
            } else if (line.startsWith("#")) {
                explained = true;
            } else if (!explained) {
                unexplained.add(line);
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void everyBeanThatIsReferredToIsBoundAndEveryBoundOneIsReferredTo(@TempDir Path directory) {
        Set<String> referred = new TreeSet<>();
        RouteFiles.entries()
                .forEach(entry -> RouteFiles.visit(entry.node(), (key, value) -> {
                    if (NAME_A_BEAN.contains(key)) {
                        referred.add(String.valueOf(value));
                    }
                    referred.addAll(found("^#(\\w+)$", String.valueOf(value)));
                    if (key.equals("uri")) {
                        referred.addAll(found("^(?:jdbc|caffeine-cache):(.+)$", String.valueOf(value)));
                    }
                }));
        referred.addAll(found("#bean:(\\w+)", RouteFiles.read(SETTINGS)));

        assertThat(RunningApplication.boundNames(directory)).containsExactlyInAnyOrderElementsOf(referred);
    }

    @Test
    void everyThreadPoolThatIsReferredToIsConfiguredAndEveryConfiguredOneIsReferredTo() {
        Set<String> referred = new TreeSet<>();
        RouteFiles.entries()
                .forEach(entry -> RouteFiles.visit(entry.node(), (key, value) -> {
                    if (key.equals("executorService")) {
                        referred.add(String.valueOf(value));
                    }
                }));

        assertThat(Set.copyOf(found("threadpool\\.config\\[(\\w+)]", RouteFiles.read(SETTINGS))))
                .containsExactlyInAnyOrderElementsOf(referred);
    }

    @Test
    void camelUnderstandsEveryFile() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            List<Resource> files = RouteFiles.paths().stream()
                    .map(path -> ResourceHelper.resolveResource(camel, "file:" + path))
                    .toList();
            PluginHelper.getRoutesLoader(camel).loadRoutes(files);

            Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
            assertThat(model.getRouteDefinitions())
                    .hasSize(RouteFiles.entries("route").size());
            assertThat(model.getRouteConfigurationDefinitions())
                    .hasSize(RouteFiles.entries("routeConfiguration").size());
            assertThat(model.getRestDefinitions())
                    .hasSize(RouteFiles.entries("rest").size());
        }
    }

    private static Set<String> placeholders() {
        return Stream.concat(RouteFiles.paths().stream(), Stream.of(SETTINGS))
                .flatMap(path -> found("\\{\\{([^}]+)}}", RouteFiles.read(path)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Properties settings() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(SETTINGS)) {
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
