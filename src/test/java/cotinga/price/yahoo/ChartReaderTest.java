package cotinga.price.yahoo;

import static cotinga.price.yahoo.Charts.answer;
import static cotinga.price.yahoo.Charts.json;
import static cotinga.price.yahoo.Charts.shown;
import static cotinga.price.yahoo.Charts.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cotinga.price.PriceBar;
import cotinga.price.PriceException;
import cotinga.price.PriceHistory;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.sandbox.SandboxPrices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartReaderTest {
    private static final String REMEDY_OF_SHAPE = "Yahoo may have changed its format. The stored prices remain."
            + " Install a newer Cotinga, or use another price source.";
    private static final PriceRequest GOLD =
            new PriceRequest("GC=F", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 11, 20), false);

    private final ChartReader reader = new ChartReader();

    @Test
    void readsBarsWithFourDecimals() throws PriceException {
        PriceOutcome outcome = read("{'meta':" + Charts.META + ",'timestamp':[1795150800],'indicators':{'quote':[{"
                + "'open':[4061.10009765625],'high':[4100],'low':[4000.00005],'close':[4080.3125],'volume':[214]}],"
                + "'adjclose':[{'adjclose':[1.0]}]},'events':{'splits':{'1795150800':{'numerator':10}}}}");

        assertThat(outcome.kind()).isEqualTo(PriceOutcome.Kind.ANSWERED);
        assertThat(outcome.series().symbol()).isEqualTo("GC=F");
        assertThat(outcome.series().currency()).isEqualTo("USD");
        assertThat(outcome.series().bars())
                .containsExactly(new PriceBar(
                        LocalDate.of(2026, 11, 20), 4061.1001, 4100, 4000.0, 4080.3125, OptionalLong.of(214)));
    }

    @Test
    void datesABarInTheTimeZoneOfTheExchange() throws PriceException {
        PriceOutcome outcome = reader.read(
                GOLD,
                new ChartResponse(
                        200,
                        answer(
                                times(
                                        "2026-03-06T05:00:00Z", // midnight, winter
                                        "2026-03-09T04:00:00Z", // midnight, summer
                                        "2026-03-11T03:59:59Z"), // the last second of the 10th
                                "[1,2,3]",
                                "[1,2,3]")));

        assertThat(shown(outcome.series().bars()))
                .containsExactly("2026-03-06=1.0 1", "2026-03-09=2.0 2", "2026-03-10=3.0 3");
    }

    @Test
    void ignoresTheOffsetAtTheTimeOfTheResponse() throws PriceException {
        PriceOutcome outcome =
                reader.read(GOLD, new ChartResponse(200, answer(times("2026-11-10T04:30:00Z"), "[1]", "[1]")));

        assertThat(outcome.series().bars()).extracting(PriceBar::date).containsExactly(LocalDate.of(2026, 11, 9));
    }

    @Test
    void skipsBarsWithoutAClose() throws PriceException {
        assertThat(bars(times("2026-11-17T05:00:00Z", "2026-11-18T05:00:00Z"), "[null,2]", "[null,7]"))
                .containsExactly("2026-11-18=2.0 7");
    }

    @Test
    void acceptsABarWithACloseOnly() throws PriceException {
        PriceOutcome outcome = read("{'meta':" + Charts.META + ",'timestamp':[1795150800],'indicators':{'quote':[{"
                + "'open':[null],'high':[null],'low':[null],'close':[-37.63],'volume':[null]}]}}");

        assertThat(outcome.series().bars())
                .containsExactly(new PriceBar(
                        LocalDate.of(2026, 11, 20), Double.NaN, Double.NaN, Double.NaN, -37.63, OptionalLong.empty()));
    }

    @Test
    void usesTheLaterOfTwoLastBarsWithOneDate() throws PriceException {
        assertThat(bars(
                        times("2026-11-18T05:00:00Z", "2026-11-19T05:00:00Z", "2026-11-19T19:12:44Z"),
                        "[1,2,3]",
                        "[10,20,30]"))
                .containsExactly("2026-11-18=1.0 10", "2026-11-19=3.0 30");
    }

    @Test
    void keepsABarBeforeANullBarOfTheSameDate() throws PriceException {
        assertThat(bars(times("2026-11-19T05:00:00Z", "2026-11-19T19:12:44Z"), "[2,null]", "[20,null]"))
                .containsExactly("2026-11-19=2.0 20");
    }

    @Test
    void skipsBarsOutsideTheRequestedDays() throws PriceException {
        assertThat(bars(
                        times(
                                "1969-12-31T05:00:00Z",
                                "2026-03-01T05:00:00Z",
                                "2026-03-02T05:00:00Z",
                                "2026-11-20T23:59:59Z",
                                "2026-11-21T00:00:00Z",
                                "2027-01-04T05:00:00Z"),
                        "[1,2,3,4,5,6]",
                        "[1,2,3,4,5,6]"))
                .containsExactly("2026-03-02=3.0 3", "2026-11-20=4.0 4");
    }

    @Test
    void timestampsBeyondAllCalendarsAreOutsideTheRequestedDays() {
        assertRejected(
                answer(
                        "{'meta':" + Charts.META + ",'timestamp':[-9223372036854775808,9223372036854775807],"
                                + "'indicators':{'quote':[{'open':[1,1],'high':[1,1],'low':[1,1],'close':[1,1],'volume':[1,1]}]}}"),
                "2 bars outside the requested days (they are from -6060-01-01 to 9999-12-31)",
                "bars from 2026-03-02 to 2026-11-20");
    }

    @Test
    void rejectsBarsThatAllLieOutsideTheRequestedDays() {
        assertRejected(
                answer(times("2025-11-19T05:00:00Z", "2025-11-20T05:00:00Z"), "[1,2]", "[1,2]"),
                "2 bars outside the requested days (they are from 2025-11-19 to 2025-11-20)",
                "bars from 2026-03-02 to 2026-11-20");
    }

    @ParameterizedTest
    @CsvSource({"1mo", "1wk", "1h"})
    void rejectsBarsThatAreNotDays(String granularity) {
        assertRejected(
                answer(times("2026-11-19T05:00:00Z"), "[1]", "[1]").replace("1d", granularity),
                "chart.result[0].meta.dataGranularity is '" + granularity + "'",
                "'1d'");
    }

    @Test
    void rejectsAResponseWithoutGranularity() {
        assertRejected(
                answer(times("2026-11-19T05:00:00Z"), "[1]", "[1]").replace("dataGranularity", "x"),
                "chart.result[0].meta.dataGranularity is missing",
                "a string");
    }

    @ParameterizedTest
    @CsvSource({"P7D, 7.0", "PT1H, 0.0"})
    void rejectsBarsThatAreNotADayApart(Duration gap, String days) {
        List<String> times = Stream.iterate(Instant.parse("2026-05-04T05:00:00Z"), time -> time.plus(gap))
                .limit(12)
                .map(Instant::toString)
                .toList();
        String ones = Collections.nCopies(12, 1).toString();

        assertRejected(
                answer(times, ones, ones),
                "chart.result[0].timestamp has elements " + days + " days apart",
                "one for each trading day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "US Dollar", "$$$"})
    void rejectsAnInvalidCurrency(String currency) {
        assertRejected(
                answer(times("2026-11-19T05:00:00Z"), "[1]", "[1]").replace("USD", currency),
                "chart.result[0].meta.currency is '" + currency + "'",
                "a currency such as USD");
    }

    @Test
    void skipsACloseOfZero() throws PriceException {
        assertThat(bars(times("2026-11-18T05:00:00Z", "2026-11-19T05:00:00Z"), "[0.0,2]", "[1,7]"))
                .containsExactly("2026-11-19=2.0 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'meta':%s,'indicators':{'quote':[{}]}}",
                "{'meta':%s,'indicators':{'quote':[{}],'adjclose':[{}]}}",
                "{'meta':%s,'timestamp':[],'indicators':{'quote':[{'open':[]}]}}"
            })
    void returnsNoBarsWithoutTimestamps(String result) throws PriceException {
        PriceOutcome outcome = read(result.replace("%s", Charts.META));

        assertThat(outcome.kind()).isEqualTo(PriceOutcome.Kind.ANSWERED);
        assertThat(outcome.series().bars()).isEmpty();
    }

    @Test
    void theCurrencyMayBeMissing() throws PriceException {
        assertThat(read("{'meta':{'symbol':'gc=f','exchangeTimezoneName':'UTC'},'indicators':{'quote':[{}]}}")
                        .series()
                        .currency())
                .isNull();
        assertThat(read("{'meta':{'symbol':'GC=F','exchangeTimezoneName':'UTC','currency':null},"
                                + "'indicators':{'quote':[{}]}}")
                        .series()
                        .currency())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            []                                          | chart is missing | an object
            7                                           | chart is missing | an object
            {}                                          | chart is missing | an object
            {'chart':[]}                                | chart is an array | an object
            {'chart':{}}                                | chart.result is missing | an array of objects
            {'chart':{'result':null,'error':null}}      | chart.result is null | an array of objects
            {'chart':{'result':[]}}                     | chart.result[0] is missing | an object
            {'chart':{'result':['x']}}                  | chart.result[0] is a string | an object
            {'chart':{'result':[{}]}}                   | chart.result[0].meta is missing | an object
            {'chart':{'result':[{'meta':{}}]}}          | chart.result[0].meta.symbol is missing | a string
            {'chart':{'result':[{'meta':{'symbol':'CL=F'}}]}} | chart.result[0].meta.symbol is 'CL=F' | 'GC=F'
            {'chart':{'result':[{'meta':{'symbol':'GC=F'}}]}} | chart.result[0].meta.exchangeTimezoneName is missing | a string
            {'chart':{'result':[{'meta':{'symbol':'GC=F','exchangeTimezoneName':'Mars/Base'}}]}} | chart.result[0].meta.exchangeTimezoneName is 'Mars/Base' | a time zone such as America/New_York
            {'chart':{'result':[{'meta':{'symbol':'GC=F','exchangeTimezoneName':'UTC','currency':1}}]}} | chart.result[0].meta.currency is a number | a string
            {'chart':{'result':[{'meta':{'symbol':'GC=F','exchangeTimezoneName':'UTC'}}]}} | chart.result[0].indicators is missing | an object
            {'chart':{'result':[{'meta':{'symbol':'GC=F','exchangeTimezoneName':'UTC'},'indicators':{'quote':true}}]}} | chart.result[0].indicators.quote is true or false | an array of objects
            """)
    void namesMissingNodesAndNodesOfTheWrongType(String text, String found, String expected) {
        assertRejected(json(text), found, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'x'         | [1,2]   | .timestamp is a string | an array of whole numbers
            null        | [1,2]   | .timestamp is null | an array of whole numbers
            [1,null]    | [1,2]   | .timestamp[1] is null | a whole number
            [1,1.5]     | [1,2]   | .timestamp[1] is 1.5 | a whole number
            [1,1e30]    | [1,2]   | .timestamp[1] is 1.0E30 | a whole number
            [1,2]       | 'x'     | .indicators.quote[0].close is a string | an array of numbers
            [1,2]       | {}      | .indicators.quote[0].close is an object | an array of numbers
            [1,2]       | [1]     | .indicators.quote[0].close has 1 elements | 2, one for each timestamp
            [1,2]       | [1,2,3] | .indicators.quote[0].close has 3 elements | 2, one for each timestamp
            [1,2]       | [1,'2'] | .indicators.quote[0].close[1] is a string | a number or null
            [1,2]       | [1,1e999] | .indicators.quote[0].close[1] is Infinity | a price
            """)
    void namesTheInvalidArray(String timestamps, String closes, String found, String expected) {
        assertRejected(
                answer("{'meta':" + Charts.META + ",'timestamp':" + timestamps + ",'indicators':{'quote':[{"
                        + "'open':[1,1],'high':[1,1],'low':[1,1],'close':" + closes + ",'volume':[1,1]}]}}"),
                "chart.result[0]" + found,
                expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "high", "low", "close", "volume"})
    void requiresEveryColumn(String column) {
        String quote = "{'open':[1],'high':[1],'low':[1],'close':[1],'volume':[1]}".replace("'" + column + "'", "'x'");

        assertRejected(
                answer("{'meta':" + Charts.META + ",'timestamp':[1],'indicators':{'quote':[" + quote + "]}}"),
                "chart.result[0].indicators.quote[0]." + column + " is missing",
                column.equals("volume") ? "an array of whole numbers" : "an array of numbers");
    }

    @Test
    void volumesAreWholeNumbers() {
        assertRejected(
                answer(times("2026-11-19T05:00:00Z"), "[1]", "[1.5]"),
                "chart.result[0].indicators.quote[0].volume[0] is 1.5",
                "a whole number");
    }

    @Test
    void aVolumeMayBeGreatOrWrittenWithAFraction() throws PriceException {
        assertThat(bars(times("2026-11-18T05:00:00Z", "2026-11-19T05:00:00Z"), "[1,2]", "[46830252032,214.0]"))
                .containsExactly("2026-11-18=1.0 46830252032", "2026-11-19=2.0 214");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void retriesAnUnknownSymbolAfterAWeek(int status) throws PriceException {
        PriceOutcome outcome = reader.read(
                GOLD,
                new ChartResponse(
                        status,
                        json("{'chart':{'result':null,'error':{'code':'Not Found',"
                                + "'description':'No data found, symbol may be delisted'}}}")));

        assertThat(outcome)
                .isEqualTo(PriceOutcome.unknown(
                        GOLD, "Yahoo says: Not Found: No data found, symbol may be delisted", Period.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            429 | Too Many Requests | true | status 429 ('Too Many Requests') | Yahoo limits the rate of requests. Lower cotinga.prices.max-per-minute.
            401 | {'finance':{'result':null,'error':{'code':'Unauthorized','description':'Invalid Crumb'}}} | true | status 401 ('Unauthorized: Invalid Crumb') | Yahoo blocks this machine at present. Retry later.
            403 | <html>no</html> | true | status 403 ('<html>no</html>') | Yahoo blocks this machine at present. Retry later.
            500 | `` | true | status 500 | Yahoo is failing. Retry later.
            503 | [] | true | status 503 ('[]') | Yahoo is failing. Retry later.
            400 | {'chart':{'result':null,'error':{'code':'Bad Request','description':'No such range'}}} | false | status 400 ('Bad Request: No such range') | Yahoo has no such prices. Check the symbol in cotinga.prices.tickers.
            400 | 400 Bad Request: no | false | status 400 ('400 Bad Request: no') | Yahoo has no such prices. Check the symbol in cotinga.prices.tickers.
            404 | <html>nginx</html> | false | status 404 ('<html>nginx</html>') | Yahoo reports unknown symbols in another way. Check cotinga.prices.base-url.
            404 | {} | false | status 404 ('{}') | Yahoo reports unknown symbols in another way. Check cotinga.prices.base-url.
            302 | gone | false | status 302 ('gone') | Check cotinga.prices.base-url.
            200 | {'chart':{'result':null,'error':{'code':'Bad Request','description':'x'}}} | false | status 400 ('Bad Request: x') | Yahoo has no such prices. Check the symbol in cotinga.prices.tickers.
            200 | {'chart':{'result':null,'error':{'code':'Internal Server Error'}}} | true | status 200 ('Internal Server Error') | Yahoo is failing. Retry later.
            200 | {'finance':{'error':'broken'}} | true | status 200 ('broken') | Yahoo is failing. Retry later.
            """)
    void distinguishesFailuresFromBadRequests(int status, String body, boolean temporary, String found, String remedy) {
        PriceException rejection = rejection(new ChartResponse(status, body.startsWith("{") ? json(body) : body));

        assertThat(rejection).hasMessage("GC=F: found " + found + ", expected a chart with status 200. " + remedy);
        assertThat(rejection.isTemporary()).isEqualTo(temporary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            <!DOCTYPE html><html><title>Yahoo is down</title></html> | the page '<!DOCTYPE html><html><title>Yahoo is down</title></html>'
            Too Many Requests | the text 'Too Many Requests'
            `` | an empty response
            """)
    void treatsABodyThatIsNotJsonAsTemporary(String body, String found) {
        PriceException rejection = rejection(new ChartResponse(200, body));

        assertThat(rejection)
                .hasMessage("GC=F: found " + found + ", expected Yahoo's chart as JSON. Yahoo may be failing, or"
                        + " a proxy may have answered in its place. Retry later.");
        assertThat(rejection.isTemporary()).isTrue();
    }

    @Test
    void treatsATruncatedResponseAsTemporary() {
        String whole = answer(times("2026-11-19T05:00:00Z"), "[1]", "[1]");
        for (int length = 1; length < whole.length(); length++) {
            PriceException rejection = rejection(new ChartResponse(200, whole.substring(0, length)));

            assertThat(rejection.finding().found())
                    .startsWith("JSON that is invalid or ends early after " + length + " characters (");
            assertThat(rejection.isTemporary()).isTrue();
        }
    }

    @Test
    void rejectsTextAfterTheEndOfTheJson() {
        assertThat(rejection(new ChartResponse(200, answer("{}") + "}"))
                        .finding()
                        .found())
                .startsWith("JSON that is invalid");
    }

    @Test
    void cutsLongResponsesInMessages() {
        PriceException rejection = rejection(new ChartResponse(503, "x\r\n\t\0y" + "\uD83D\uDE00".repeat(300)));

        assertThat(rejection.finding().found())
                .isEqualTo("status 503 ('x \uFFFDy" + "\uD83D\uDE00".repeat(196) + "…')");
    }

    @Test
    void readsResponsesOfTheSandbox() throws PriceException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T20:30:00Z"), ZoneOffset.UTC);
        PriceRequest request = PriceRequest.forAll("^VIX", PriceHistory.ofYears(3), LocalDate.of(2026, 11, 20));
        ChartRequest chart = new ChartRequest(request);
        String answer = new SandboxPrices(clock)
                .chart("^VIX", chart.period1(), chart.period2())
                .orElseThrow();

        List<PriceBar> bars =
                reader.read(request, new ChartResponse(200, answer)).series().bars();

        assertThat(bars).hasSizeBetween(780, 804);
        assertThat(bars.get(0).date()).isEqualTo("2023-10-23");
        assertThat(bars.get(bars.size() - 1).date()).isEqualTo("2026-11-20");
    }

    private List<String> bars(List<String> times, String closes, String volumes) throws PriceException {
        return shown(reader.read(GOLD, new ChartResponse(200, answer(times, closes, volumes)))
                .series()
                .bars());
    }

    private PriceOutcome read(String result) throws PriceException {
        return reader.read(GOLD, new ChartResponse(200, answer(result)));
    }

    private void assertRejected(String body, String found, String expected) {
        PriceException rejection = rejection(new ChartResponse(200, body));

        assertThat(rejection.finding().found()).isEqualTo(found);
        assertThat(rejection.finding().expected()).isEqualTo(expected);
        assertThat(rejection.finding().place()).isEqualTo("GC=F");
        assertThat(rejection.finding().remedy()).isEqualTo(REMEDY_OF_SHAPE);
        assertThat(rejection.isTemporary()).isFalse();
        assertThat(rejection).hasMessage("GC=F: found " + found + ", expected " + expected + ". " + REMEDY_OF_SHAPE);
    }

    private PriceException rejection(ChartResponse answer) {
        PriceException rejection = catchThrowableOfType(PriceException.class, () -> reader.read(GOLD, answer));
        assertThat(rejection).as(answer.body()).isNotNull();
        return rejection;
    }
}
