package cotinga.price.yahoo;

import cotinga.price.PriceBar;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Chart responses for tests. */
final class Charts {
    static final String META =
            "{'currency':'USD','symbol':'GC=F','gmtoffset':-14400,'exchangeTimezoneName':'America/New_York',"
                    + "'dataGranularity':'1d'}";

    private Charts() {}

    /** Replaces apostrophes by quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A response with the given content in its only result. */
    static String answer(String result) {
        return json("{'chart':{'result':[" + result + "],'error':null}}");
    }

    /** A response with the same array for open, high and low, such as {@code [1,null,2.5]}. */
    static String answer(List<String> times, String closes, String volumes) {
        String seconds = times.stream()
                .map(time -> String.valueOf(Instant.parse(time).getEpochSecond()))
                .collect(Collectors.joining(",", "[", "]"));
        return answer("{'meta':" + META + ",'timestamp':" + seconds + ",'indicators':{'quote':[{'open':" + closes
                + ",'high':" + closes + ",'low':" + closes + ",'close':" + closes + ",'volume':" + volumes + "}]}}");
    }

    /** "date=close volume" of each bar. */
    static List<String> shown(List<PriceBar> bars) {
        return bars.stream()
                .map(bar -> bar.date() + "=" + bar.close()
                        + (bar.volume().isPresent() ? " " + bar.volume().getAsLong() : ""))
                .toList();
    }

    static List<String> times(String... times) {
        return Arrays.asList(times);
    }
}
