package cotinga.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report type in one subtype. The CFTC publishes one series of files for each variant. */
public enum ReportVariant {
    LEGACY_FO(ReportType.LEGACY, Subtype.FO),
    LEGACY_CO(ReportType.LEGACY, Subtype.CO),
    DISAGG_FO(ReportType.DISAGG, Subtype.FO),
    DISAGG_CO(ReportType.DISAGG, Subtype.CO),
    TFF_FO(ReportType.TFF, Subtype.FO),
    TFF_CO(ReportType.TFF, Subtype.CO);

    private final ReportType type;
    private final Subtype subtype;

    ReportVariant(ReportType type, Subtype subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    public ReportType type() {
        return type;
    }

    public Subtype subtype() {
        return subtype;
    }

    /** The name in settings and paths, {@code legacy/fo}. */
    public String path() {
        return type.key() + "/" + subtype.key();
    }

    /** The name in file names and status, {@code legacy_fo}. */
    public String key() {
        return type.key() + "_" + subtype.key();
    }

    public static ReportVariant of(ReportType type, Subtype subtype) {
        return Arrays.stream(values())
                .filter(variant -> variant.type == type && variant.subtype == subtype)
                .findFirst()
                .orElseThrow();
    }

    /** The variant with this {@link #path}, if there is one. */
    public static Optional<ReportVariant> ofPath(String path) {
        return Arrays.stream(values())
                .filter(variant -> variant.path().equals(path))
                .findFirst();
    }

    /** All paths in one line, for messages about allowed values. */
    public static String knownPaths() {
        return Arrays.stream(values()).map(ReportVariant::path).collect(Collectors.joining(", "));
    }
}
