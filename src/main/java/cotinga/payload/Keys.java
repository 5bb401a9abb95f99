package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;

/** The keys that several payloads share, encoded once. */
final class Keys {
    static final SerializedString MARKET = new SerializedString("market");
    static final SerializedString GROUPS = new SerializedString("groups");
    static final SerializedString WEEKS = new SerializedString("weeks");
    static final SerializedString PRICES = new SerializedString("prices");
    static final SerializedString CODE = new SerializedString("code");
    static final SerializedString NAME = new SerializedString("name");
    static final SerializedString EXCHANGE_CODE = new SerializedString("exchange_code");
    static final SerializedString CATEGORY = new SerializedString("category");
    static final SerializedString CATEGORY_DISPLAY = new SerializedString("category_display");
    static final SerializedString SECTOR = new SerializedString("sector");
    static final SerializedString PRIMARY_REPORT = new SerializedString("primary_report");
    static final SerializedString REPORT_TYPE = new SerializedString("report_type");
    static final SerializedString SUBTYPE = new SerializedString("subtype");
    static final SerializedString PUBLISHED_AT = new SerializedString("published_at");
    static final SerializedString WEEKS_BEHIND = new SerializedString("weeks_behind");
    static final SerializedString DATE = new SerializedString("date");
    static final SerializedString OPEN_INTEREST = new SerializedString("open_interest");
    static final SerializedString OPEN_INTEREST_CHANGE = new SerializedString("oi_change");
    static final SerializedString CLOSE = new SerializedString("close");
    static final SerializedString SIGNAL = new SerializedString("signal");

    private Keys() {}
}
