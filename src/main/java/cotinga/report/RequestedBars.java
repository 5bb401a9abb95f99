package cotinga.report;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gathers the bars of an answer: those of the requested days, one a day, of which the later counts. A close of zero is no price, and
 * its bar is left out like one without a close. An answer that has bars, but none of a requested day, is an answer to another request.
 */
public final class RequestedBars {
    private final PriceRequest request;
    private final SortedMap<LocalDate, PriceBar> bars = new TreeMap<>();
    private final SortedSet<LocalDate> daysOutside = new TreeSet<>();
    private int outside;

    public RequestedBars(PriceRequest request) {
        this.request = request;
    }

    /** Takes a bar, unless its day was not requested. */
    public void add(PriceBar bar) {
        if (!request.includes(bar.date())) {
            addOutside(bar.date());
        } else if (bar.close() != 0) {
            bars.put(bar.date(), bar);
        }
    }

    /** Counts a bar whose moment lies outside the requested days. */
    public void addOutside(LocalDate date) {
        outside++;
        daysOutside.add(date);
    }

    /**
     * The bars, oldest first.
     *
     * @param place what a message is about: the symbol, or its file
     * @throws PriceException when bars were found, and none of them lies within the requested days
     */
    public List<PriceBar> list(String place, String remedy) throws PriceException {
        if (bars.isEmpty() && outside > 0) {
            throw new PriceException(
                    place,
                    outside + (outside == 1 ? " bar" : " bars") + " outside the requested days (they are from "
                            + daysOutside.first() + " to " + daysOutside.last() + ")",
                    "bars from " + request.from() + " to " + request.until(),
                    remedy,
                    false,
                    null);
        }
        return List.copyOf(bars.values());
    }
}
