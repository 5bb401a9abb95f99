package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.RouteFiles.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The diagram in docs/architecture.md shows every route and who calls it. */
class RouteDiagramTest {
    private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");

    @Test
    void theDiagramIsThatOfTheRouteFiles() {
        String text = RouteFiles.read(ARCHITECTURE);
        String diagram = diagram();

        assertThat(text)
                .as("%s; replace its diagram with this one:%n%s", ARCHITECTURE, diagram)
                .contains(diagram);
    }

    /** One box a folder, in the order of reading; a solid arrow calls, a dotted one calls from a policy or without waiting. */
    private static String diagram() {
        Map<String, TreeSet<String>> nodes = new TreeMap<>();
        TreeSet<String> arrows = new TreeSet<>();
        Map<String, List<String>> ofPolicies = RouteFiles.entries("routeConfiguration").stream()
                .filter(policy -> policy.has("id"))
                .collect(Collectors.toMap(Entry::id, policy -> RouteFiles.called(policy.node(), "to")));
        for (Entry entry : RouteFiles.entries()) {
            if (entry.kind().equals("routeConfiguration")) {
                continue;
            }
            String folder = entry.file().substring(0, entry.file().indexOf('/'));
            String name = entry.kind().equals("templatedRoute") ? entry.text("routeTemplateRef") : entry.id();
            nodes.computeIfAbsent(folder, absent -> new TreeSet<>()).add(name);
            Map<?, ?> node = entry.kind().equals("routeTemplate")
                    ? (Map<?, ?>) RouteFiles.child(entry.node(), "route")
                    : entry.node();
            RouteFiles.called(node, "to").forEach(to -> arrows.add(name + " --> " + template(to)));
            RouteFiles.called(node, "wireTap").forEach(to -> arrows.add(name + " -.-> " + to));
            if (node.containsKey("routeConfigurationId")) {
                ofPolicies
                        .getOrDefault(String.valueOf(node.get("routeConfigurationId")), List.of())
                        .forEach(to -> arrows.add(name + " -.-> " + to));
            }
        }
        StringBuilder text = new StringBuilder("```mermaid\nflowchart LR\n");
        for (String folder : List.of("reports", "prices", "publish", "rest", "upkeep")) {
            text.append("  subgraph ").append(folder).append("/\n");
            nodes.getOrDefault(folder, new TreeSet<>())
                    .forEach(name -> text.append("    ").append(name).append('\n'));
            text.append("  end\n");
        }
        arrows.forEach(arrow -> text.append("  ").append(arrow).append('\n'));
        return text.append("```\n").toString();
    }

    /** The routes of a template are one node. */
    private static String template(String route) {
        return RouteFiles.entries("templatedRoute").stream()
                .filter(templated -> templated.id().equals(route))
                .findFirst()
                .map(templated -> templated.text("routeTemplateRef"))
                .orElse(route);
    }
}
