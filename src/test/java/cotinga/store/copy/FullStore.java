package cotinga.store.copy;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static cotinga.store.weeks.Weeks.publish;
import static cotinga.store.weeks.Weeks.source;
import static cotinga.store.weeks.Weeks.undisclosed;
import static cotinga.store.weeks.Weeks.week;
import static cotinga.store.weeks.Weeks.yearly;

import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.util.List;

/** A store with rows in every table, among them what databases treat differently. */
final class FullStore {
    /** A character of two UTF-16 units, and characters with a meaning in SQL or in formats. */
    private static final String MALFORMED = "tab\t, \\N, 'quote', line\nfeed, ä, \uD83D\uDE00";

    private FullStore() {}

    /** Stores two published versions with revisions, and everything else that a store can have. */
    static void fill(TestDatabase database) throws IOException {
        long run = database.runs.begin(RunKind.REPORTS, RunCause.ONCE, RunStore.EVERYTHING, true);
        database.runs.planSteps(run, List.of("legacy/fo 2026"));
        database.runs.endStep(run, "legacy/fo 2026", StepStatus.DONE, RunCounts.NONE, "a message");
        database.load(
                yearly(LEGACY_FO, 2026, "Fri, 13 Nov 2026 20:30:00 GMT"),
                source(week("2026-11-03", 1), week("2026-11-10", 2), undisclosed("2026-10-27")));
        publish(database);
        database.load(yearly(LEGACY_FO, 2026, "Mon, 16 Nov 2026 20:30:00 GMT"), (weeks, malformed) -> {
            weeks.accept(week("2026-11-10", 3));
            weeks.accept(undisclosed("2026-10-27"));
            malformed.accept("annual.txt", 3, "no report date", MALFORMED);
        });
        database.load(yearly(TFF_FO, 2026, null), source(week("13874+", "2026-11-03", 1, 2)));
        publish(database);
        database.runs.finish(run, RunStatus.SUCCESS, null);
        database.execute("UPDATE publication SET run_id = " + run);
        database.execute("UPDATE quarantine SET run_id = " + run);
        database.execute("UPDATE report_state SET build = 'build 1'");
        database.execute("INSERT INTO withheld_variant (variant_id, as_of, withheld_at, run_id, newest_report_date,"
                + " newest_markets, lost_weeks, reason, cause, odd_markets)"
                + " VALUES (5, 1, TIMESTAMP WITH TIME ZONE '2026-11-20 15:30:00.123456-05:00', 1, DATE '2026-11-17', 1, 2,"
                + " 'too few', 'shrunk', 0)");
        database.execute("INSERT INTO quality_check (variant_id, check_name, result, checked, deviating, explained,"
                + " newest_checked, newest_deviating, newest_report_date, run_id, version, checked_at)"
                + " VALUES (1, 'changes', 'ok', 1, 0, 0, 1, 0, DATE '2026-11-17', NULL, 2, CURRENT_TIMESTAMP)");
        database.execute(
                "INSERT INTO quality_example (variant_id, check_name, place, code, report_date, subject, found,"
                        + " expected) VALUES (1, 'changes', 1, NULL, DATE '2026-11-17', '', '1', '2')");
        database.execute("INSERT INTO price_symbol (symbol, source, asked_at) VALUES"
                + " ('GC=F', 'yahoo', CURRENT_TIMESTAMP), ('gc=f', 'yahoo', CURRENT_TIMESTAMP)");
        database.execute(
                "INSERT INTO price_unit (symbol_id, since_version, source, currency) VALUES (1, 0, 'yahoo', NULL)");
        database.execute(
                "INSERT INTO price_bar (id, since_version, open, high, low, close, volume) VALUES"
                        + " (120000, 1, NULL, 1E300, 4.9E-324, -37.63, 46830252032), (120001, 1, 0.1, 0.3, 0, 1234567.891, NULL)");
        database.execute(
                "INSERT INTO price_revision (bar_id, until_version, since_version, close) VALUES (120000, 2, 1, 1)");
        database.execute(
                "INSERT INTO market_alert (created_at, data_version, watchlist, entry, label, variant, code, name,"
                        + " report_date, condition_text, compared) VALUES (CURRENT_TIMESTAMP, 2, 'metals', 'e1', 'Gold', 'legacy/fo',"
                        + " '088691', 'GOLD', DATE '2026-11-17', 'index_156_g1>=90', '{}')");
        for (String name : List.of("a", "b", "_a", "1")) {
            database.execute("INSERT INTO held_condition (watchlist, entry, variant, code) VALUES ('" + name
                    + "', 'e1', 'legacy/fo', '088691')");
        }
        database.execute(
                "INSERT INTO reported_condition (kind, subject, message) VALUES ('run-failed', 'reports', 'it failed')");
        database.execute("INSERT INTO alert_message (id, type, created_at, content)"
                + " VALUES ('m1', 'raised', TIMESTAMP WITH TIME ZONE '2026-11-20 20:31:00+00', '{}')");
        database.execute("INSERT INTO waiting_message (endpoint, message_id, attempts) VALUES ('webhook 1', 'm1', 2)");
        database.execute("INSERT INTO watchlist_entry (watchlist, place, markets, report_type, subtype, condition_text,"
                + " label) VALUES ('metals', 0, '088691', 'primary', 'fo', 'index_156_g1>=90', 'Gold')");
    }

    /** Adds weeks, so that the table is copied in several batches. */
    static void addWeeks(TestDatabase database, int weeks) {
        database.execute("INSERT INTO week (id, market_id, report_date, name_id, download_id, line, since_version,"
                + " published_at, seen_at, open_interest) SELECT 900000000000 + n, 1, DATE '1990-01-01' + CAST(n AS INT), 1,"
                + " 1, CAST(n AS INT), 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CAST(n AS INT) FROM SYSTEM_RANGE(1, "
                + weeks
                + ") AS numbers (n)");
    }
}
