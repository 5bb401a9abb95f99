package cotinga.price.yahoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cotinga.base.Excerpt;
import cotinga.price.PriceBar;
import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.price.PriceSource;
import cotinga.price.RequestedBars;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads Yahoo's chart responses: {@code chart.result[0].timestamp} and {@code chart.result[0].indicators.quote[0]}. It applies neither
 * splits nor dividends, because futures have none. Thread-safe.
 */
public final class ChartReader implements PriceSource<ChartResponse> {
    private static final Period RETRY_UNKNOWN_AFTER = Period.ofDays(7);
    private static final int SHOWN_CHARACTERS = 200;
    private static final String DAILY = "1d";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String name() {
        return "yahoo";
    }

    /**
     * Reads bars from a response, or that the symbol is unknown.
     *
     * @throws PriceException if the response is an error or not a chart; {@link PriceException#isTemporary} if Yahoo is overloaded or
     *     failing, or another server sent a page in its place
     */
    @Override
    public PriceOutcome read(PriceRequest request, ChartResponse response) throws PriceException {
        JsonNode json;
        try {
            json = mapper.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw response.status() == OK
                    ? notJson(request, response.body(), e)
                    : error(request, response.status(), Excerpt.cut(response.body(), SHOWN_CHARACTERS), e);
        }
        if (json.isMissingNode() && response.status() == OK) {
            throw notJson(request, response.body(), null);
        }
        ChartError error = ChartError.of(json).orElse(null);
        if (error == null) {
            if (response.status() != OK) {
                throw error(request, response.status(), Excerpt.cut(response.body(), SHOWN_CHARACTERS), null);
            }
            return chart(new ChartRequest(request), ChartNode.root(request.symbol(), json));
        }
        if (error.isUnknownSymbol() && (response.status() == OK || response.status() == NOT_FOUND)) {
            return PriceOutcome.unknown(request, "Yahoo says: " + error.text(), RETRY_UNKNOWN_AFTER);
        }
        int status = response.status() == OK && error.isBadRequest() ? BAD_REQUEST : response.status();
        throw error(request, status, Excerpt.cut(error.text(), SHOWN_CHARACTERS), null);
    }

    private static PriceOutcome chart(ChartRequest request, ChartNode root) throws PriceException {
        ChartNode result = root.object("chart").firstObject("result");
        ChartNode meta = result.object("meta");
        meta.requireText("symbol", request.prices().symbol());
        ZoneId zone = meta.zone("exchangeTimezoneName");
        String currency = meta.currency("currency");
        RequestedBars bars = new RequestedBars(request.prices());
        ChartNode quote = result.object("indicators").firstObject("quote");
        if (result.has("timestamp")) {
            long[] timestamps = result.array("timestamp", "whole numbers").wholes();
            if (timestamps.length > 0) {
                meta.requireText("dataGranularity", DAILY);
                result.requireDays(timestamps);
                addBars(bars, request, zone, timestamps, quote);
            }
        }
        return PriceOutcome.answered(
                request.prices(), currency, bars.list(request.prices().symbol(), ChartNode.REMEDY));
    }

    /** Adds the bars with a close. */
    private static void addBars(
            RequestedBars bars, ChartRequest request, ZoneId zone, long[] timestamps, ChartNode quote)
            throws PriceException {
        int count = timestamps.length;
        double[] open = quote.decimals("open", count);
        double[] high = quote.decimals("high", count);
        double[] low = quote.decimals("low", count);
        double[] close = quote.decimals("close", count);
        long[] volume = quote.wholes("volume", count);
        for (int index = 0; index < count; index++) {
            if (Double.isNaN(close[index])) {
                continue;
            }
            LocalDate date = LocalDate.ofInstant(ChartRequest.instant(timestamps[index]), zone);
            if (request.isOver(timestamps[index])) {
                bars.addOutside(date);
                continue;
            }
            bars.add(new PriceBar(
                    date,
                    open[index],
                    high[index],
                    low[index],
                    close[index],
                    volume[index] == ChartNode.NO_NUMBER ? OptionalLong.empty() : OptionalLong.of(volume[index])));
        }
    }

    private static PriceException notJson(PriceRequest request, String body, @Nullable JsonProcessingException cause) {
        return new PriceException(
                request.symbol(),
                found(body.strip(), cause),
                "Yahoo's chart as JSON",
                "Yahoo may be failing, or a proxy may have answered in its place. Retry later.",
                true,
                cause);
    }

    private static String found(String text, @Nullable JsonProcessingException cause) {
        if (cause == null) {
            return "an empty response";
        }
        if (text.startsWith("{")) {
            return "JSON that is invalid or ends early after " + text.length() + " characters ("
                    + Excerpt.cut(cause.getOriginalMessage(), SHOWN_CHARACTERS) + ")";
        }
        return (text.startsWith("<") ? "the page '" : "the text '") + Excerpt.cut(text, SHOWN_CHARACTERS) + "'";
    }

    private static PriceException error(PriceRequest request, int status, String message, @Nullable Throwable cause) {
        String found =
                String.format(Locale.ROOT, "status %d%s", status, message.isEmpty() ? "" : " ('" + message + "')");
        return new PriceException(
                request.symbol(), found, "a chart with status 200", remedy(status), isTemporary(status), cause);
    }

    /** Whether a status concerns Yahoo's state and not the request. It includes {@code 200} with an error in the body. */
    private static boolean isTemporary(int status) {
        return switch (status) {
            case OK, UNAUTHORIZED, FORBIDDEN, TIMEOUT, TOO_MANY_REQUESTS -> true;
            default -> status >= SERVER_ERROR;
        };
    }

    private static String remedy(int status) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> "Yahoo blocks this machine at present. Retry later.";
            case TOO_MANY_REQUESTS -> "Yahoo limits the rate of requests. Lower cotinga.prices.max-per-minute.";
            case BAD_REQUEST -> "Yahoo has no such prices. Check the symbol in cotinga.prices.tickers.";
            case NOT_FOUND -> "Yahoo reports unknown symbols in another way. Check cotinga.prices.base-url.";
            default -> isTemporary(status) ? "Yahoo is failing. Retry later." : "Check cotinga.prices.base-url.";
        };
    }
}
