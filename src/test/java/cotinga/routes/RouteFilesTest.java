package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cotinga.RunningApplication;
import cotinga.routes.RouteFiles.Entry;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
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
    private static final Path SETTINGS_SOURCES = Path.of("src", "main", "java", "cotinga", "settings");

    /** Whether it is a service, or a single run: the command line says so. */
    private static final Set<String> DECIDED_AT_START = Set.of("cotinga.service", "cotinga.shared", "cotinga.serves");

    /** Keys whose value is the name of a bean. */
    private static final Set<String> NAME_A_BEAN =
            Set.of("ref", "onRedeliveryRef", "onExceptionOccurredRef", "aggregationStrategy", "routePolicy");

    @Test
    void everyFolderIsAChapterAndEveryFileAStageOfIt() {
        assertThat(RouteFiles.paths()).allSatisfy(path -> assertThat(path.toString())
                .matches("routes/(reports|prices|publish|rest|upkeep)/[a-z-]+\\.camel\\.yaml"));
        assertThat(RouteFiles.paths().stream().map(Path::getFileName).distinct().toList())
                .as("schedule and refresh are stages of reports and of prices")
                .hasSize(RouteFiles.paths().size() - 2);
    }

    @Test
    void noIdIsGivenTwice() {
        assertThat(RouteFiles.entries().stream()
                        .filter(entry -> !entry.kind().equals("routeConfiguration") || entry.has("id"))
                        .map(Entry::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyRouteThatOthersCallIsCalledByItsId() {
        assertThat(RouteFiles.entries("route"))
                .filteredOn(route -> route.begins().startsWith("direct:"))
                .allSatisfy(route -> assertThat(RouteFiles.directName(route.begins()))
                        .as("%s", route)
                        .contains(route.id()));
        assertThat(RouteFiles.entries("templatedRoute")).allSatisfy(route -> assertThat(route.id())
                .isEqualTo("serve-" + route.parameters().get("operation")));
    }

    @Test
    void everythingSaysWhatItDoes() {
        assertThat(RouteFiles.entries())
                .filteredOn(entry -> !entry.kind().equals("templatedRoute"))
                .allSatisfy(entry -> assertThat(entry.text("description"))
                        .as("description of %s", entry)
                        .matches("(?s)\\p{Lu}.{10,}[^.\\s]\\s*"));
    }

    @Test
    void everyRouteThatIsCalledIsThereAndEveryOneThatIsThereIsCalled() {
        Set<String> called = new TreeSet<>();
        for (Entry entry : RouteFiles.entries()) {
            called.addAll(RouteFiles.called(entry.node(), "to"));
            called.addAll(RouteFiles.called(entry.node(), "wireTap"));
        }

        assertThat(called).containsExactlyInAnyOrderElementsOf(directRoutes());
    }

    private static List<String> directRoutes() {
        return Stream.concat(
                        RouteFiles.entries("route").stream()
                                .filter(route -> route.begins().startsWith("direct:")),
                        RouteFiles.entries("templatedRoute").stream())
                .map(Entry::id)
                .toList();
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
                .containsExactlyInAnyOrderElementsOf(directRoutes().stream()
                        .filter(id -> id.startsWith("serve-"))
                        .toList());
    }

    @Test
    void everyRouteThatBeginsAFlowNamesItsPolicyAndEveryPolicyIsNamed() {
        List<Entry> routes = Stream.concat(
                        RouteFiles.entries("route").stream(),
                        RouteFiles.entries("routeTemplate").stream()
                                .map(template -> new Entry(template.file(), "route", (Map<?, ?>)
                                        RouteFiles.child(template.node(), "route"))))
                .toList();
        Set<String> policies = RouteFiles.entries("routeConfiguration").stream()
                .filter(policy -> policy.has("id"))
                .map(Entry::id)
                .collect(Collectors.toSet());
        Set<String> named = new HashSet<>();

        assertThat(routes)
                .filteredOn(route -> route.has("routeConfigurationId")
                        || Set.of("timer", "quartz", "file").contains(route.begins()))
                .allSatisfy(route -> {
                    assertThat(policies).as("policy of %s", route).contains(route.text("routeConfigurationId"));
                    named.add(route.text("routeConfigurationId"));
                });
        assertThat(named).containsExactlyInAnyOrderElementsOf(policies);
        assertThat(RouteFiles.entries("routeConfiguration")).allSatisfy(policy -> assertThat(policy.has("errorHandler"))
                .as("error handler of %s", policy)
                .isTrue());
        assertThat(RouteFiles.entries("routeConfiguration"))
                .as("the policy of all other routes")
                .filteredOn(policy -> !policy.has("id"))
                .hasSize(1);
    }

    @Test
    void everyPlaceholderIsASetting() {
        Set<String> known = settings().stringPropertyNames();

        assertThat(placeholders()).hasSizeGreaterThan(20).allSatisfy(key -> assertThat(known)
                .contains(key));
    }

    @Test
    void everySettingIsReadAndEverySettingThatIsReadIsListed(@TempDir Path elsewhere) throws IOException {
        SettingTexts texts = SettingTexts.of(elsewhere, false, Map.of(), System.getProperties());
        assertThatCode(() -> Settings.of(texts, Clock.systemUTC()))
                .as("no setting is listed that nothing reads")
                .doesNotThrowAnyException();

        assertThat(found("\"(cotinga\\.[a-z.-]*[a-z])\"", sourceOfSettings()))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(texts.values()).containsKey(key));
    }

    /** The classes that read the settings: {@code Settings}, {@code CftcSettings} and so on. */
    private static String sourceOfSettings() throws IOException {
        try (Stream<Path> sources = Files.list(SETTINGS_SOURCES)) {
            return sources.filter(source -> source.toString().endsWith("Settings.java"))
                    .map(RouteFiles::read)
                    .collect(Collectors.joining());
        }
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
                    if (NAME_A_BEAN.contains(key) && !String.valueOf(value).contains("{{")) {
                        referred.add(String.valueOf(value));
                    }
                    referred.addAll(found("^#(\\w+)$", String.valueOf(value)));
                    referred.addAll(found("\\$\\{bean:(\\w+)", String.valueOf(value)));
                    if (key.equals("uri")) {
                        referred.addAll(found("^(?:jdbc|caffeine-loadcache):([\\w-]+)$", String.valueOf(value)));
                    }
                }));
        RouteFiles.entries("templatedRoute").forEach(route -> route.parameters().forEach((name, value) -> {
            if (name.equals("bean") || name.equals("cache")) {
                referred.add(value);
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
            camel.getRestConfiguration().setInlineRoutes(false);
            List<Resource> files = RouteFiles.paths().stream()
                    .map(path -> ResourceHelper.resolveResource(camel, "file:" + path))
                    .toList();
            PluginHelper.getRoutesLoader(camel).loadRoutes(files);

            Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
            assertThat(model.getRouteDefinitions())
                    .filteredOn(route -> !route.getInput().getEndpointUri().startsWith("rest:"))
                    .hasSize(RouteFiles.entries("route").size()
                            + RouteFiles.entries("templatedRoute").size());
            assertThat(model.getRouteConfigurationDefinitions())
                    .hasSize(RouteFiles.entries("routeConfiguration").size());
            assertThat(model.getRestDefinitions())
                    .hasSize(RouteFiles.entries("rest").size());
        }
    }

    private static Set<String> placeholders() {
        return Stream.concat(RouteFiles.paths().stream(), Stream.of(SETTINGS))
                .flatMap(path -> found("\\{\\{(cotinga\\.[^}]+)}}", RouteFiles.read(path)).stream())
                .filter(key -> !DECIDED_AT_START.contains(key))
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
