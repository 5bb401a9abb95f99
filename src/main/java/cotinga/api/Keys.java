package cotinga.api;

import cotinga.payload.Edition;
import cotinga.report.ReportVariant;

/** Keys of cached answers: the data version, then what tells answers of that version apart. */
final class Keys {
    private Keys() {}

    static String of(Edition edition, ReportVariant variant) {
        return of(edition.dataVersion(), variant.path());
    }

    static String of(Edition edition, ReportVariant variant, String rest) {
        return of(edition.dataVersion(), variant.path() + "/" + rest);
    }

    static String of(long dataVersion, String rest) {
        return "v" + dataVersion + "/" + rest;
    }
}
