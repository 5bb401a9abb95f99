package cotinga.study;

import cotinga.measure.Sessions;

/** The prices of a market, prepared once for all its studies. */
public final class StudyPrices {
    private final Bars bars;
    private final Rolls rolls;

    public StudyPrices(Sessions sessions) {
        bars = new Bars(sessions);
        rolls = new Rolls(bars);
    }

    Bars bars() {
        return bars;
    }

    Rolls rolls() {
        return rolls;
    }
}
