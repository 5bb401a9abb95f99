package cotinga.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxPricesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final SandboxPrices PRICES = new SandboxPrices(Sandboxes.clock("2026-11-20T09:00:00"));

    @ParameterizedTest
    @ValueSource(strings = {"GC=F", "BTC-USD", "SHIB-USD", "EURGBP=X", "^VIX", "6J=F"})
    void everyBarLiesBetweenItsLowAndItsHigh(String symbol) {
        JsonNode chart = chart(PRICES, symbol, "2021-11-20", "2026-11-21");
        JsonNode quote = chart.at("/indicators/quote/0");
        int bars = chart.get("timestamp").size();
        int whole = 0;
        for (int i = 0; i < bars; i++) {
            if (quote.get("close").get(i).isNull()) {
                continue;
            }
            double low = quote.get("low").get(i).doubleValue();
            double high = quote.get("high").get(i).doubleValue();
            assertThat(low).isPositive();
            assertThat(quote.get("open").get(i).doubleValue()).isBetween(low, high);
            assertThat(quote.get("close").get(i).doubleValue()).isBetween(low, high);
            assertThat(quote.get("volume").get(i).isIntegralNumber()).isTrue();
            assertThat(quote.get("volume").get(i).longValue()).isNotNegative();
            whole++;
        }
        assertThat(whole).isGreaterThan(1250).isLessThan(bars);
        assertThat(chart.at("/indicators/adjclose/0/adjclose")).isEqualTo(quote.get("close"));
    }

    @Test
    void aNullBarIsNullInEveryColumn() {
        JsonNode chart = chart(PRICES, "GC=F", "2021-11-20", "2026-11-21");
        JsonNode quote = chart.at("/indicators/quote/0");
        for (int i = 0; i < chart.get("timestamp").size(); i++) {
            boolean isNull = quote.get("close").get(i).isNull();
            for (JsonNode column : quote) {
                assertThat(column.get(i).isNull()).isEqualTo(isNull);
            }
        }
    }

    @Test
    void everyWeekdayHasABarAtMidnightInNewYorkBothInSummerAndInWinter() {
        List<ZonedDateTime> times = times(chart(PRICES, "CL=F", "2026-03-02", "2026-03-14"));

        assertThat(times).hasSize(10).allSatisfy(time -> {
            assertThat(time.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
            assertThat(time.getDayOfWeek()).isLessThanOrEqualTo(DayOfWeek.FRIDAY);
        });
        assertThat(times).extracting(time -> time.getOffset().getId()).contains("-05:00", "-04:00");
    }

    @Test
    void aBarIsAFunctionOfSymbolAndDateAlone() {
        SandboxPrices later = new SandboxPrices(Sandboxes.clock("2028-02-01T00:00:00"));

        assertThat(chart(later, "SI=F", "2026-01-01", "2026-03-01").get("indicators"))
                .isEqualTo(chart(PRICES, "SI=F", "2026-01-01", "2026-03-01").get("indicators"));
        assertThat(chart(PRICES, "SI=F", "2026-02-02", "2026-02-04").at("/indicators/quote/0/close/0"))
                .isEqualTo(chart(PRICES, "SI=F", "2026-02-01", "2026-03-01").at("/indicators/quote/0/close/0"));
        assertThat(chart(PRICES, "HG=F", "2026-01-01", "2026-03-01").get("indicators"))
                .isNotEqualTo(chart(PRICES, "SI=F", "2026-01-01", "2026-03-01").get("indicators"));
    }

    @Test
    void theRangeIncludesItsFirstSecondAndExcludesItsLast() {
        assertThat(times(chart(PRICES, "ES=F", "2026-06-01", "2026-06-05")))
                .extracting(ZonedDateTime::toLocalDate)
                .containsExactly(
                        LocalDate.of(2026, 6, 1),
                        LocalDate.of(2026, 6, 2),
                        LocalDate.of(2026, 6, 3),
                        LocalDate.of(2026, 6, 4));
    }

    @Test
    void thereIsNoBarOfTomorrow() {
        assertThat(times(chart(PRICES, "ES=F", "2026-11-16", "2027-06-01")))
                .extracting(ZonedDateTime::toLocalDate)
                .last()
                .isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void aHugeRangeBeginsWithTheFirstTradeDate() {
        JsonNode chart = parse(PRICES.chart("ES=F", -999_999_999_999_999L, 999_999_999_999_999L)
                .orElseThrow());

        assertThat(times(chart).get(0).toLocalDate()).isEqualTo("2000-01-03");
        assertThat(chart.at("/meta/firstTradeDate").longValue())
                .isEqualTo(chart.get("timestamp").get(0).longValue());
    }

    @Test
    void aRangeWithoutBarsHasNoTimestampsAtAll() {
        JsonNode chart = chart(PRICES, "GC=F", "2026-11-14", "2026-11-16");

        assertThat(chart.has("timestamp")).isFalse();
        assertThat(chart.at("/indicators/quote/0").isObject()).isTrue();
        assertThat(chart.at("/indicators/quote/0")).isEmpty();
        assertThat(chart(PRICES, "GC=F", "2026-11-13", "2026-11-10").has("timestamp"))
                .isFalse();
    }

    @Test
    void theMetaDataHaveCurrencyZoneAndTodaysOffset() {
        JsonNode winter = chart(PRICES, "GC=F", "2026-07-01", "2026-07-02").get("meta");
        JsonNode summer = chart(
                        new SandboxPrices(Sandboxes.clock("2026-07-05T12:00:00")), "GC=F", "2026-07-01", "2026-07-02")
                .get("meta");

        assertThat(winter.get("currency").textValue()).isEqualTo("USD");
        assertThat(chart(PRICES, "ZW=F", "2026-07-01", "2026-07-02")
                        .at("/meta/currency")
                        .textValue())
                .isEqualTo("USX");
        assertThat(winter.get("symbol").textValue()).isEqualTo("GC=F");
        assertThat(winter.get("exchangeTimezoneName").textValue()).isEqualTo("America/New_York");
        assertThat(winter.get("gmtoffset").intValue()).isEqualTo(-18_000);
        assertThat(summer.get("gmtoffset").intValue()).isEqualTo(-14_400);
        assertThat(summer.get("regularMarketPrice").doubleValue()).isPositive();
    }

    @Test
    void distinguishesKindsOfInstruments() {
        assertThat(List.of("GC=F", "CNH=X", "^VIX", "ETH-USD"))
                .extracting(symbol -> chart(PRICES, symbol, "2026-11-02", "2026-11-03")
                        .at("/meta/instrumentType")
                        .textValue())
                .containsExactly("FUTURE", "CURRENCY", "INDEX", "CRYPTOCURRENCY");
    }

    @Test
    void anUnknownSymbolHasNoChart() {
        assertThat(PRICES.chart("NOPE", 0, 1)).isEmpty();
        assertThat(PRICES.chart("gc=f", 0, 1)).isEmpty();
    }

    private static JsonNode chart(SandboxPrices prices, String symbol, String from, String until) {
        JsonNode root =
                parse(prices.chart(symbol, midnight(from), midnight(until)).orElseThrow(), "");
        assertThat(root.at("/chart/error").isNull()).isTrue();
        return root.at("/chart/result/0");
    }

    private static JsonNode parse(String json) {
        return parse(json, "/chart/result/0");
    }

    private static JsonNode parse(String json, String pointer) {
        try {
            return new ObjectMapper().readTree(json).at(pointer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ZonedDateTime> times(JsonNode chart) {
        List<ZonedDateTime> times = new ArrayList<>();
        chart.get("timestamp")
                .forEach(second ->
                        times.add(Instant.ofEpochSecond(second.longValue()).atZone(NEW_YORK)));
        return times;
    }

    private static long midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(NEW_YORK).toEpochSecond();
    }
}
