package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.measure.MeasureKey;
import cotinga.measure.Seasonality;
import cotinga.snapshot.MarketMeta;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the seasonality of one market, {@code {market, unit?, contract?, iso_year, columns, weeks}}. */
final class SeasonalityJson {
    static final SerializedString ISO_WEEK = new SerializedString("iso_week");
    private static final SerializedString ISO_YEAR = new SerializedString("iso_year");

    private SeasonalityJson() {}

    static void write(JsonWriter json, MarketMeta meta, @Nullable Notional notional, Seasonality seasonality)
            throws IOException {
        List<String> keys = seasonality.columns().stream().map(MeasureKey::key).toList();
        List<MeasureNames> names =
                keys.stream().map(key -> MeasureNames.of(key, keys)).toList();
        json.startObject();
        MarketMeasures.writeHead(json, meta, notional);
        json.count(ISO_YEAR, seasonality.isoYear());
        MarketMeasures.writeColumns(json, keys);
        json.startArray(Keys.WEEKS);
        for (Seasonality.IsoWeek week : seasonality.weeks()) {
            json.startObject();
            json.count(ISO_WEEK, week.number());
            if (week.reportDate().isPresent()) {
                json.date(Keys.DATE, week.reportDate().getAsInt());
            } else {
                json.nothing(Keys.DATE);
            }
            for (int column = 0; column < names.size(); column++) {
                names.get(column)
                        .write(
                                json,
                                seasonality.columns().get(column).kind(),
                                week.values().get(column));
            }
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
