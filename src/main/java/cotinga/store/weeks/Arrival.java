package cotinga.store.weeks;

import cotinga.report.Week;

/** A week that a load has read, under the number by which it is stored. */
record Arrival(long id, Week week) {
    int market() {
        return WeekId.market(id);
    }
}
