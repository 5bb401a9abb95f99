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

    /** What tells answers of one data version apart: {@code legacy/fo/088691}, say. */
    static String withoutVersion(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String of(long dataVersion, String rest) {
        return "v" + dataVersion + "/" + rest;
    }
}
