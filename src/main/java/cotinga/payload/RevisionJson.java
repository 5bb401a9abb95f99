package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.store.weeks.Revision;
import java.io.IOException;
import java.util.Locale;

/** The JSON of a revision: {@code {code, report_type, subtype, date, seen_at, kind, data_version, changes[{field, old, new}]}}. */
final class RevisionJson {
    private static final SerializedString SEEN_AT = new SerializedString("seen_at");
    private static final SerializedString KIND = new SerializedString("kind");
    private static final SerializedString DATA_VERSION = new SerializedString("data_version");
    private static final SerializedString CHANGES = new SerializedString("changes");
    private static final SerializedString FIELD = new SerializedString("field");
    private static final SerializedString OLD = new SerializedString("old");
    private static final SerializedString NEW = new SerializedString("new");

    private RevisionJson() {}

    /** An element of an array. */
    static void write(JsonWriter json, Revision revision) throws IOException {
        json.startObject();
        json.text(Keys.CODE, revision.code());
        json.text(Keys.REPORT_TYPE, revision.variant().type().key());
        json.text(Keys.SUBTYPE, revision.variant().subtype().key());
        json.date(Keys.DATE, revision.reportDate().toEpochDay());
        json.moment(SEEN_AT, revision.seenAt().getEpochSecond());
        json.text(KIND, revision.kind().name().toLowerCase(Locale.ROOT));
        json.count(DATA_VERSION, revision.dataVersion());
        json.startArray(CHANGES);
        for (Revision.Change change : revision.changes()) {
            json.startObject();
            json.text(FIELD, change.field());
            json.value(OLD, change.before());
            json.value(NEW, change.after());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
