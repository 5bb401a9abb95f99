package cotinga.flow;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.monitor.Monitor;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** The metrics of a service, as Prometheus reads them. */
public final class Metrics {
    private Metrics() {}

    /** The values by series, after an observation. */
    public static Map<String, Double> scrape(RunningApplication service) {
        return scrape(service, true);
    }

    /** The values by series, after an observation if one is wanted. */
    static Map<String, Double> scrape(RunningApplication service, boolean observed) {
        if (observed) {
            service.bean("monitor", Monitor.class).observe();
        }
        HttpResponse<String> response = service.manage("/observe/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return values(response.body());
    }

    /** The values by series in a scrape. */
    public static Map<String, Double> values(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> number(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
