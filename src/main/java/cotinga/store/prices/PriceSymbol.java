package cotinga.store.prices;

import cotinga.price.PriceBar;
import cotinga.price.PriceHistory;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a symbol that was requested from a price source.
 *
 * @param symbol as the source names it
 * @param source the name of the source that was requested last
 * @param requestedAt when it was requested last
 * @param requestedFrom the first day of the history that this source has delivered; null before the first response
 * @param answeredAt when a source last delivered its bars
 * @param unknownSince since when the source does not know it; null when the source knows it
 * @param requestAgainOn the day in UTC from which an unknown symbol is requested again
 * @param error why the last request failed; null when it succeeded
 * @param newestBar the date of the newest stored bar, published or not
 */
public record PriceSymbol(
        String symbol,
        String source,
        Instant requestedAt,
        @Nullable LocalDate requestedFrom,
        @Nullable Instant answeredAt,
        @Nullable Instant unknownSince,
        @Nullable LocalDate requestAgainOn,
        @Nullable String error,
        @Nullable LocalDate newestBar) {

    /** How old the newest bar may be: a week with two holidays. */
    private static final int FRESH_DAYS = 7;

    static PriceSymbol read(ResultSet row) throws SQLException {
        return new PriceSymbol(
                ResultColumns.text(row, "symbol"),
                ResultColumns.text(row, "source"),
                ResultColumns.instant(row, "asked_at"),
                row.getObject("asked_from", LocalDate.class),
                ResultColumns.instantOrNull(row, "answered_at"),
                ResultColumns.instantOrNull(row, "unknown_since"),
                row.getObject("ask_again_on", LocalDate.class),
                ResultColumns.textOrNull(row, "error"),
                row.getObject("newest_bar", LocalDate.class));
    }

    /** A symbol that is requested for the first time. */
    static PriceSymbol requested(String symbol, String source, Instant now) {
        return new PriceSymbol(symbol, source, now, null, null, null, null, null, null);
    }

    /**
     * The state after another request to a source.
     *
     * @param isReplaced whether the bars of the outcome have replaced all stored bars
     */
    PriceSymbol after(PriceOutcome outcome, boolean isReplaced, String requestedSource, Instant now) {
        boolean sameSource = source.equals(requestedSource);
        LocalDate sameSourceRequestedFrom = sameSource ? requestedFrom : null;
        return switch (outcome.kind()) {
            case ANSWERED ->
                new PriceSymbol(
                        symbol,
                        requestedSource,
                        now,
                        earlier(sameSourceRequestedFrom, outcome.request().from()),
                        now,
                        null,
                        null,
                        null,
                        newest(outcome.series().bars(), isReplaced));
            case UNKNOWN ->
                new PriceSymbol(
                        symbol,
                        requestedSource,
                        now,
                        sameSourceRequestedFrom,
                        answeredAt,
                        sameSource && unknownSince != null ? unknownSince : now.truncatedTo(ChronoUnit.MICROS),
                        today(now).plus(outcome.retryAfter()),
                        outcome.reason(),
                        newestBar);
            case FAILED ->
                new PriceSymbol(
                        symbol,
                        requestedSource,
                        now,
                        sameSourceRequestedFrom,
                        answeredAt,
                        sameSource ? unknownSince : null,
                        sameSource ? requestAgainOn : null,
                        outcome.reason(),
                        newestBar);
        };
    }

    /** The request to send to a source now; empty while an unknown symbol waits. */
    Optional<PriceRequest> request(String requestedSource, PriceHistory history, LocalDate today) {
        if (!source.equals(requestedSource)) {
            return Optional.of(PriceRequest.forAll(symbol, history, today));
        }
        if (requestAgainOn != null && requestAgainOn.isAfter(today)) {
            return Optional.empty();
        }
        boolean hasHistory = requestedFrom != null && !requestedFrom.isAfter(history.firstDay(today));
        return Optional.of(
                hasHistory && newestBar != null
                        ? PriceRequest.forUpdate(symbol, history, today, newestBar)
                        : PriceRequest.forAll(symbol, history, today));
    }

    /** Why its prices are not up to date; empty when they are. */
    Optional<StalePrices> staleness(LocalDate today) {
        String reason = null;
        if (error != null) {
            reason = unknownSince == null ? error : error + " (since " + today(unknownSince) + ")";
        } else if (newestBar == null) {
            reason = source + " has no prices of it";
        } else if (newestBar.isBefore(today.minusDays(FRESH_DAYS))) {
            reason = source + " has no prices after " + newestBar;
        }
        return reason == null ? Optional.empty() : Optional.of(new StalePrices(symbol, newestBar, answeredAt, reason));
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private @Nullable LocalDate newest(List<PriceBar> bars, boolean isReplaced) {
        if (bars.isEmpty()) {
            return newestBar;
        }
        LocalDate last = bars.get(bars.size() - 1).date();
        return !isReplaced && newestBar != null && newestBar.isAfter(last) ? newestBar : last;
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
