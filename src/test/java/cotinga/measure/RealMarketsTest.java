package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveFile;
import cotinga.cftc.RealArchives;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All measures agree with a second implementation on the files of the RealArchives.FOLDER. Skipped if the files are not available. */
@Tag("full")
class RealMarketsTest {
    private static final LocalDate LATEST = LocalDate.of(2026, 5, 20);
    private static final long LIMIT = 1L << 30;
    private static final Agreement AGREEMENT = new Agreement(90);
    private static final int NET_EVERY = 5;
    private static final int OTHER_BASES_EVERY = 50;

    @Test
    void agreeOnEveryMarketOfEveryRealFile() throws IOException {
        Map<ReportVariant, Map<String, TreeMap<Integer, Week>>> variants = new EnumMap<>(ReportVariant.class);
        for (Path file : RealArchives.files(RealArchives.FOLDER)) {
            RealArchives.archiveOf(file).ifPresent(archive -> read(file, archive)
                    .forEach(week -> variants.computeIfAbsent(archive.variant(), variant -> new TreeMap<>())
                            .computeIfAbsent(week.code().value(), code -> new TreeMap<>())
                            .put(week.reportDate(), week)));
        }
        long compared = variants.entrySet().stream()
                .flatMap(variant -> variant.getValue().entrySet().stream()
                        .map(market -> market(
                                variant.getKey(),
                                market.getKey(),
                                market.getValue().values())))
                .parallel()
                .mapToLong(RealMarketsTest::compare)
                .sum();
        assertThat(compared).isGreaterThan(1_000_000);
    }

    /** Every fifth week on the basis net, and some on every other one, always with the newest. */
    private static long compare(MarketWeeks market) {
        MarketHistory history = market.history();
        String name = history.variant().path() + " " + history.code();
        String measures = String.join(",", MeasureTerm.names());
        List<MeasureTerm> terms = MeasureTerm.list(measures);
        int size = history.size();
        MeasureRequest net = new MeasureRequest(
                history.variant().type(), terms, history.variant().type().groups(), List.of(Basis.NET), false);
        MeasureRequest all = new MeasureRequest(
                history.variant().type(), terms, history.variant().type().groups(), List.of(Basis.values()), true);
        return (long) AGREEMENT.assertAgreement(name, market, net, week -> (size - 1 - week) % NET_EVERY == 0)
                + AGREEMENT.assertAgreement(name, market, all, week -> (size - 1 - week) % OTHER_BASES_EVERY == 0);
    }

    private static MarketWeeks market(ReportVariant variant, String code, Collection<Week> weeks) {
        int[][] columns = new int[WeekColumn.COUNT][weeks.size()];
        double[][] concentrations = new double[WeekColumn.CONCENTRATIONS][weeks.size()];
        int[] dates = new int[weeks.size()];
        long[] published = new long[weeks.size()];
        int next = 0;
        for (Week week : weeks) {
            dates[next] = week.reportDate();
            published[next] = (week.reportDate() + 3) * 86_400L + 73_800;
            for (int column = 0; column < columns.length; column++) {
                columns[column][next] = week.counts()[column];
            }
            for (int column = 0; column < concentrations.length; column++) {
                concentrations[column][next] = week.concentrations()[column];
            }
            next++;
        }
        MarketHistory history = new MarketHistory(
                variant, code, code, "", dates, published, new boolean[dates.length], columns, concentrations);
        return new MarketWeeks(history, new RandomMarkets(code.hashCode()).sessions(dates));
    }

    private static List<Week> read(Path file, Archive archive) {
        try {
            List<Week> weeks = new ArrayList<>();
            new ReportReader(archive.variant(), archive.hasHeader(), archive.fileName(), LATEST, ReportDates.ANY)
                    .read(() -> ArchiveFile.open(file, archive, LIMIT), weeks::add, malformed -> {});
            return weeks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
