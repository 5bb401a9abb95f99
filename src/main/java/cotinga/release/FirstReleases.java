package cotinga.release;

import cotinga.base.DataFile;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The histories that the CFTC published together with new report types. None of their weeks was published earlier. */
final class FirstReleases {
    private static final String FORM = "report_type,report_dates_before,published_date,note";

    /** A history: the report dates before a day, all published on the same day. */
    private record History(LocalDate before, LocalDate publishedOn) {}

    private final Map<String, History> histories = new HashMap<>();

    private FirstReleases(DataFile file) {
        file.rows().stream().skip(1).forEach(this::add);
    }

    static FirstReleases shipped() {
        return new FirstReleases(DataFile.readShipped(FirstReleases.class, "first-releases.csv"));
    }

    /**
     * The day on which a report date was published as part of a history, if it was.
     *
     * @param reportType its key
     */
    Optional<LocalDate> publishedOn(String reportType, LocalDate reportDate) {
        return Optional.ofNullable(histories.get(reportType))
                .filter(history -> reportDate.isBefore(history.before()))
                .map(History::publishedOn);
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        histories.put(row.field(0), new History(Dates.read(row, 1), Dates.read(row, 2)));
    }
}
