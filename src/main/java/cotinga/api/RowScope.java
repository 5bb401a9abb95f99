package cotinga.api;

import cotinga.payload.ScreenerRow;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which markets a list is about: those of a variant, or every market of a subtype in its primary report.
 *
 * @param type the report type of the variant; empty for primary reports
 * @param knownAt the time at which they are known; empty for now
 */
record RowScope(Snapshot snapshot, Subtype subtype, Optional<ReportType> type, Optional<Instant> knownAt) {
    /** The scope of a request. */
    static RowScope of(Request request, PublishedData published) {
        Subtype subtype = Parameters.subtypeOrDefault(request);
        Optional<ReportType> type =
                Optional.ofNullable(request.parameter(Parameters.REPORT_TYPE)).map(Parameters::reportType);
        Snapshot snapshot = type.map(one -> published.snapshot(Parameters.variant(one.key(), subtype.key())))
                .orElseGet(() -> published.snapshot(subtype));
        return new RowScope(snapshot, subtype, type, Parameters.knownAt(request, snapshot));
    }

    /** The scope of a key that {@link #key} made. */
    static RowScope of(CacheKey key, PublishedData published) {
        Snapshot snapshot = published.of(key);
        return new RowScope(
                snapshot,
                Parameters.subtype(key.path().get(0)),
                Optional.ofNullable(key.parameter(Parameters.REPORT_TYPE)).map(Parameters::reportType),
                Parameters.knownAt(key, snapshot));
    }

    /** The key of a list with other parameters. */
    CacheKey key(String list, Map<String, String> others) {
        Map<String, String> parameters = new LinkedHashMap<>();
        type.ifPresent(one -> parameters.put(Parameters.REPORT_TYPE, one.key()));
        parameters.putAll(others);
        Parameters.addKnownAt(parameters, knownAt);
        return CacheKey.of(snapshot, subtype.key(), list).with(parameters);
    }

    /** The variants of the markets. */
    List<ReportVariant> variants() {
        return type.map(one -> List.of(ReportVariant.of(one, subtype)))
                .orElseGet(() -> ScreenerRows.primaryVariants(snapshot, subtype));
    }

    /** The rows of the markets. */
    Collection<ScreenerRow> rows(ScreenerRows rows) {
        return type.<Collection<ScreenerRow>>map(one -> rows.of(snapshot, ReportVariant.of(one, subtype), knownAt))
                .orElseGet(() -> rows.primary(snapshot, subtype, knownAt));
    }
}
