package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cotinga.routes.isolation.ExecutedSteps.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteCoverageTest {
    private static final List<String> ROUTES = List.of("publish", "respond");
    private static final Step RESPOND = new Step("respond", 1, "to");

    @Test
    void mergesWhatTheTestClassesExecute() {
        RouteCoverage coverage = new RouteCoverage(
                ROUTES,
                List.of(
                        Map.of(new Step("publish", 5, "bean"), true, new Step("publish", 6, "to"), false),
                        Map.of(
                                new Step("publish", 5, "bean"),
                                false,
                                new Step("publish", 6, "to"),
                                true,
                                RESPOND,
                                true)));

        assertThat(coverage.isEnough()).isTrue();
        assertThat(coverage.text())
                .startsWith(
                        "2 of 2 routes and files of policies were entered (required: all), 3 of 3 nodes were executed: 100.0 %")
                .contains("yes        2 of   2  100.0 %  publish\n");
    }

    @Test
    void aRouteThatNoTestEntersIsNotEnough() {
        RouteCoverage coverage = new RouteCoverage(ROUTES, List.of(Map.of(RESPOND, true)));

        assertThat(coverage.isEnough()).isFalse();
        assertThat(coverage.text()).contains("NO         0 of   0    0.0 %  publish\n");
    }

    @Test
    void lessThan95PercentOfTheNodesAreNotEnough() {
        assertThat(withNodes(19).isEnough()).isTrue();
        assertThat(withNodes(18).isEnough()).isFalse();
        assertThat(withNodes(18).text())
                .endsWith("Nodes that no test executes:\n  publish, line  19: to\n  publish, line  20: to\n");
    }

    @Test
    void everyTestClassMustRecordWhatItExecutes() {
        withNodes(20).require(List.of());

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> withNodes(20).require(List.of("cotinga.routes.FirstTest", "cotinga.routes.SecondTest")))
                .withMessage("Found no record of executed steps of cotinga.routes.FirstTest, cotinga.routes.SecondTest,"
                        + " expected one of each test class; see whether all their tests ran");
        assertThatIllegalStateException()
                .isThrownBy(() -> withNodes(18).require(List.of()))
                .withMessageContaining("18 of 20 nodes were executed");
    }

    /** A route of 20 nodes. */
    private static RouteCoverage withNodes(int executed) {
        Map<Step, Boolean> steps = new HashMap<>();
        for (int line = 1; line <= 20; line++) {
            steps.put(new Step("publish", line, "to"), line <= executed);
        }
        return new RouteCoverage(List.of("publish"), List.of(steps));
    }

    @Test
    void coversTheOperationsOfRestServicesToo() {
        assertThat(RouteCoverage.routes())
                .contains("publish", "serve-market", "market")
                .doesNotHaveDuplicates();
    }
}
