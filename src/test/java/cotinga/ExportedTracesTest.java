package cotinga;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.RouteFiles;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportedTracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void theUntracedRoutesExist() {
        String routes = RouteFiles.paths().stream().map(RouteFiles::read).collect(Collectors.joining());

        assertThat(RouteTracer.UNTRACED).allSatisfy(id -> assertThat(routes).contains("    id: " + id + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, DROP",
        "0, false, DROP",
        "1, true, RECORD_AND_SAMPLE",
        "1, false, DROP",
    })
    void aClientCanExcludeItsRequestButNotEnforceATrace(double share, boolean wanted, SamplingDecision expected) {
        SpanContext ofClient = SpanContext.createFromRemoteParent(
                TRACE,
                "b7ad6b7169203331",
                wanted ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());

        assertThat(ExportedTraces.sampler(share)
                        .shouldSample(
                                Context.root().with(Span.wrap(ofClient)),
                                TRACE,
                                "GET /status",
                                SpanKind.SERVER,
                                Attributes.empty(),
                                List.of())
                        .getDecision())
                .isEqualTo(expected);
    }
}
