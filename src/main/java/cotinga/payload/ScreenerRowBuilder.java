package cotinga.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.analytics.CrowdedThresholds;
import cotinga.analytics.GroupAnalysis;
import cotinga.analytics.MarketAnalysis;
import cotinga.analytics.Signal;
import cotinga.analytics.Tenths;
import cotinga.report.MarketHistory;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;
import cotinga.snapshot.MarketMeta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds one market's screener row: writes each value and stores it for sorting. Each instance builds one row. */
final class ScreenerRowBuilder {
    private static final SerializedString SIGNALS = new SerializedString("signals");
    private static final SerializedString GROUP = new SerializedString("group");
    private static final double DAYS_OF_WEEK = 7;
    private static final List<ScreenerMeasure> MEASURES = List.of(ScreenerMeasure.values());

    private final MarketMeta meta;
    private final MarketAnalysis analysis;
    private final MarketHistory history;
    private final List<TraderGroup> groups;
    private final @Nullable Signal[] signals;
    private final double[] numbers;
    private int position;

    ScreenerRowBuilder(MarketMeta meta, MarketAnalysis analysis, CrowdedThresholds thresholds) {
        this.meta = meta;
        this.analysis = analysis;
        this.history = analysis.history();
        this.groups = history.variant().type().groups();
        this.numbers = new double[ScreenerFields.firstPosition(groups.size())];
        this.signals = new Signal[groups.size()];
        for (int number = 0; number < signals.length; number++) {
            GroupAnalysis group = analysis.groups().get(number);
            long index = group.oneYear().values()[analysis.newest()];
            signals[number] = thresholds.signal(group.group().role(), index);
        }
    }

    /** Builds the row. {@code out} is the target of the generator. */
    ScreenerRow build(JsonGenerator generator, ByteArrayOutputStream out) throws IOException {
        JsonWriter json = new JsonWriter(generator);
        String date =
                LocalDate.ofEpochDay(history.reportDates()[analysis.newest()]).toString();
        json.startObject();
        json.text(Keys.CODE, meta.code());
        json.text(Keys.NAME, meta.displayName());
        json.text(Keys.EXCHANGE_CODE, meta.exchange());
        json.text(Keys.CATEGORY, meta.category().key());
        json.text(Keys.CATEGORY_DISPLAY, meta.category().displayName());
        json.text(Keys.DATE, date);
        writeNumbers(json);
        writeSignals(json);
        generator.flush();
        int end = out.size();
        json.text(Keys.SECTOR, meta.category().displayName());
        json.text(Keys.PRIMARY_REPORT, meta.variant().type().key());
        json.endObject();
        generator.flush();
        return new ScreenerRow(meta, date, history.size(), numbers, signals, sparkline(), out.toByteArray(), end);
    }

    private void writeNumbers(JsonWriter json) throws IOException {
        writeCount(json, Keys.OPEN_INTEREST, history.column(WeekColumn.OPEN_INTEREST)[analysis.newest()]);
        writeCount(json, Keys.OPEN_INTEREST_CHANGE, history.column(WeekColumn.OPEN_INTEREST_CHANGE)[analysis.newest()]);
        writeCount(json, Keys.WEEKS_BEHIND, meta.weeksBehind());
        keep((double) Arrays.stream(signals).filter(Objects::nonNull).count());
        for (int group = 0; group < groups.size(); group++) {
            for (ScreenerMeasure measure : MEASURES) {
                writeMeasure(json, measure, group);
            }
            json.text(ScreenerFields.signal(group), name(signals[group]));
        }
    }

    private void writeMeasure(JsonWriter json, ScreenerMeasure measure, int group) throws IOException {
        long value = measure.of(analysis, group);
        if (measure.isTenths()) {
            json.tenths(measure.key(group), value);
            keep(value == Tenths.MISSING ? Double.NaN : value / 10.0);
        } else {
            json.count(measure.key(group), value);
            keep(value == Tenths.MISSING ? Double.NaN : (double) value);
        }
    }

    private void writeCount(JsonWriter json, SerializedString name, int count) throws IOException {
        json.count(name, count);
        keep(count == WeekColumn.MISSING ? Double.NaN : count);
    }

    private void writeSignals(JsonWriter json) throws IOException {
        json.startArray(SIGNALS);
        for (int group = 0; group < signals.length; group++) {
            String signal = name(signals[group]);
            if (signal != null) {
                json.startObject();
                json.text(GROUP, groups.get(group).shortName());
                json.text(Keys.SIGNAL, signal);
                json.endObject();
            }
        }
        json.endArray();
    }

    private int[] sparkline() {
        int group = groups.indexOf(history.variant().type().speculativeGroup());
        int[] longs = history.column(group, WeekColumn.LONG);
        int[] shorts = history.column(group, WeekColumn.SHORT);
        int[] dates = history.reportDates();
        int[] nets = new int[Payloads.WEEKS_OF_A_SCREENER_ROW];
        Arrays.fill(nets, WeekColumn.MISSING);
        for (int week = 0; week < dates.length; week++) {
            long weeksAgo = Math.round((dates[dates.length - 1] - dates[week]) / DAYS_OF_WEEK);
            boolean isKnown = longs[week] != WeekColumn.MISSING && shorts[week] != WeekColumn.MISSING;
            if (weeksAgo < nets.length && isKnown) {
                nets[nets.length - 1 - (int) weeksAgo] = longs[week] - shorts[week];
            }
        }
        return Arrays.stream(nets).dropWhile(net -> net == WeekColumn.MISSING).toArray();
    }

    private void keep(double value) {
        numbers[position++] = value;
    }

    private static @Nullable String name(@Nullable Signal signal) {
        return signal == null ? null : signal.name();
    }
}
