package cotinga.price;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the bars of the requested days from a response. Of two bars for one day the later replaces the earlier. A bar without a close,
 * or with a close of zero, is skipped. A response whose bars all lie outside the requested days is rejected, because it answers another
 * request.
 */
public final class RequestedBars {
    private final PriceRequest request;
    private final SortedMap<LocalDate, PriceBar> bars = new TreeMap<>();
    private final SortedSet<LocalDate> daysOutside = new TreeSet<>();
    private int outside;

    public RequestedBars(PriceRequest request) {
        this.request = request;
    }

    /** Adds a bar if its day was requested. */
    public void add(PriceBar bar) {
        if (!request.includes(bar.date())) {
            addOutside(bar.date());
        } else if (bar.close() != 0) {
            bars.put(bar.date(), bar);
        }
    }

    /** Counts a bar outside the requested days. */
    public void addOutside(LocalDate date) {
        outside++;
        daysOutside.add(date);
    }

    /**
     * The bars, oldest first.
     *
     * @param place the subject of a message: the symbol, or its file
     * @throws PriceException if there are bars, but none of a requested day
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
