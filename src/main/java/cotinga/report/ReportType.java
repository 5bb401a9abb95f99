package cotinga.report;

import static cotinga.report.Role.COMMERCIAL;
import static cotinga.report.Role.INDEX;
import static cotinga.report.Role.SMALL;
import static cotinga.report.Role.SPECULATIVE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A family of CFTC reports, with its trader groups. */
public enum ReportType {
    LEGACY(
            "Legacy",
            1,
            0,
            new TraderGroup("g1", "Large Speculators", "L.S", SPECULATIVE, true),
            new TraderGroup("g2", "Commercials", "Comm", COMMERCIAL, false),
            new TraderGroup("g3", "Small Traders", "ST", SMALL, false)),
    DISAGG(
            "Disaggregated",
            0,
            2,
            new TraderGroup("g1", "Producer/Merchant", "PM", COMMERCIAL, false),
            new TraderGroup("g2", "Swap Dealers", "SD", COMMERCIAL, true),
            new TraderGroup("g3", "Managed Money", "MM", SPECULATIVE, true),
            new TraderGroup("g4", "Other Reportables", "OR", SPECULATIVE, true),
            new TraderGroup("g5", "Non-Reportable", "NR", SMALL, false)),
    TFF(
            "Traders in Financial Futures",
            0,
            2,
            new TraderGroup("g1", "Dealer/Intermediary", "Dealer", COMMERCIAL, true),
            new TraderGroup("g2", "Asset Manager", "AM", SPECULATIVE, true),
            new TraderGroup("g3", "Leveraged Funds", "LevFn", SPECULATIVE, true),
            new TraderGroup("g4", "Other Reportables", "OR", SPECULATIVE, true),
            new TraderGroup("g5", "Non-Reportable", "NR", SMALL, false)),
    CIT(
            "Supplemental",
            1,
            0,
            new TraderGroup("g1", "Non-Commercial", "NC", SPECULATIVE, true),
            new TraderGroup("g2", "Commercial", "Comm", COMMERCIAL, false),
            new TraderGroup("g3", "Non-Reportable", "NR", SMALL, false),
            new TraderGroup("g4", "Index Traders", "CIT", INDEX, false));

    private final String displayName;
    private final TraderGroup commercialGroup;
    private final TraderGroup speculativeGroup;
    private final List<TraderGroup> groups;

    ReportType(String displayName, int commercialGroup, int speculativeGroup, TraderGroup... groups) {
        this.displayName = displayName;
        this.groups = List.of(groups);
        this.commercialGroup = groups[commercialGroup];
        this.speculativeGroup = groups[speculativeGroup];
    }

    /** The name in paths and payloads: {@code legacy}, {@code disagg}, {@code tff} or {@code cit}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with a key. */
    public static Optional<ReportType> find(String key) {
        return Arrays.stream(values()).filter(type -> type.key().equals(key)).findFirst();
    }

    /** All keys, for messages. */
    public static String knownKeys() {
        return Arrays.stream(values()).map(ReportType::key).collect(Collectors.joining(", "));
    }

    public String displayName() {
        return displayName;
    }

    /** The trader groups in the order of their keys. */
    public List<TraderGroup> groups() {
        return groups;
    }

    /** The group that a dashboard shows as the commercial side. */
    public TraderGroup commercialGroup() {
        return commercialGroup;
    }

    /** The group that a dashboard shows as the speculative side. */
    public TraderGroup speculativeGroup() {
        return speculativeGroup;
    }
}
