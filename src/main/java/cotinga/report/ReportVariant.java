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
    TFF_CO(ReportType.TFF, Subtype.CO),
    CIT_CO(ReportType.CIT, Subtype.CO);

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

    /** The variant of a report type in a subtype in which the CFTC publishes it. */
    public static ReportVariant of(ReportType type, Subtype subtype) {
        return find(type, subtype)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Found the variant " + type.key() + "/" + subtype.key() + ", expected one of " + knownPaths()));
    }

    /** The variant of a report type in a subtype, if there is one. The supplemental report has no futures only. */
    public static Optional<ReportVariant> find(ReportType type, Subtype subtype) {
        return Arrays.stream(values())
                .filter(variant -> variant.type == type && variant.subtype == subtype)
                .findFirst();
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
