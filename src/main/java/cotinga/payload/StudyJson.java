package cotinga.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import cotinga.price.PriceBar;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.SymbolPrices;
import cotinga.study.Episode;
import cotinga.study.EpisodeReturn;
import cotinga.study.EventStudy;
import cotinga.study.Horizon;
import cotinga.study.HorizonResult;
import cotinga.study.NoReturn;
import cotinga.study.PossibleRoll;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON of event studies. */
final class StudyJson {
    /** The list of the episodes of a study. */
    static final SerializedString EPISODES = new SerializedString("episodes");

    private static final SerializedString CONDITION = new SerializedString("condition");
    private static final SerializedString EXACT_FROM = new SerializedString("exact_from");
    private static final SerializedString SYMBOL = new SerializedString("symbol");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString SOURCE = new SerializedString("source");
    private static final SerializedString FROM = new SerializedString("from");
    private static final SerializedString TO = new SerializedString("to");
    private static final SerializedString NOTE = new SerializedString("note");
    private static final SerializedString DEFINED_WEEKS = new SerializedString("defined_weeks");
    private static final SerializedString HORIZONS = new SerializedString("horizons");
    private static final SerializedString HORIZON = new SerializedString("horizon");
    private static final SerializedString ENTRY = new SerializedString("entry");
    private static final SerializedString POSSIBLE_ROLLS = new SerializedString("possible_rolls");
    private static final SerializedString ROLLS_SINCE = new SerializedString("rolls_since");
    private static final SerializedString RETURN = new SerializedString("return");
    private static final SerializedString STUDY = new SerializedString("study");
    private static final SerializedString STUDY_NAME = new SerializedString("study_name");
    private static final SerializedString LAST_EPISODE = new SerializedString("last_episode");
    private static final int DECIMALS_OF_RETURNS = 2;

    private static final String UNADJUSTED =
            "Prices are front-month series without adjustment, so a return over a change of the contract contains the difference between"
                    + " the two contracts. Past returns are no forecast.";

    private StudyJson() {}

    /** The names of the values of an episode at one horizon, such as {@code return_4w}. */
    private record ReturnNames(
            SerializedString percent,
            SerializedString exit,
            SerializedString reason,
            SerializedString overlapping,
            SerializedString possibleRoll) {
        static ReturnNames of(Horizon horizon) {
            return new ReturnNames(
                    name("return", horizon),
                    name("exit", horizon),
                    name("reason", horizon),
                    name("overlapping", horizon),
                    name("possible_roll", horizon));
        }

        private static SerializedString name(String value, Horizon horizon) {
            return new SerializedString(value + "_" + horizon.key());
        }

        Stream<String> all() {
            return Stream.of(percent, exit, reason, overlapping, possibleRoll).map(SerializedString::getValue);
        }

        void write(JsonWriter json, EpisodeReturn found) throws IOException {
            NoReturn none = found.reason();
            json.rounded(percent, found.percent(), DECIMALS_OF_RETURNS);
            date(json, exit, found.exit());
            json.text(reason, none == null ? null : none.key());
            json.flag(overlapping, found.isOverlapping());
            json.flag(possibleRoll, found.hasPossibleRoll());
        }
    }

    /** The names of the fields of an episode. */
    static List<String> episodeFields(List<Horizon> horizons) {
        List<String> fields = new ArrayList<>(Stream.of(Keys.DATE, Keys.PUBLISHED_AT, Keys.WEEKS, ENTRY)
                .map(SerializedString::getValue)
                .toList());
        horizons.stream().map(ReturnNames::of).flatMap(ReturnNames::all).forEach(fields::add);
        return fields;
    }

    /** The names of the fields of a row. */
    static List<String> rowFields() {
        List<String> fields = new ArrayList<>(Stream.of(
                        STUDY,
                        STUDY_NAME,
                        CONDITION,
                        Keys.CODE,
                        Keys.NAME,
                        Keys.CATEGORY,
                        Keys.CATEGORY_DISPLAY,
                        Keys.REPORT_TYPE,
                        Keys.SUBTYPE,
                        LAST_EPISODE,
                        HORIZON)
                .map(SerializedString::getValue)
                .toList());
        fields.addAll(StudyFigure.keys());
        return fields;
    }

    /** A study of one market. */
    static void write(JsonWriter json, MarketStudy market) throws IOException {
        EventStudy study = market.study();
        json.startObject();
        json.startObject(Keys.MARKET);
        MetaJson.writeMeta(json, market.meta());
        json.endObject();
        json.text(CONDITION, market.condition());
        if (market.exactFrom() != null) {
            json.text(EXACT_FROM, market.exactFrom().toString());
        }
        writePrices(json, market.prices());
        json.text(NOTE, UNADJUSTED);
        json.count(Keys.WEEKS, study.weeks());
        json.count(DEFINED_WEEKS, study.definedWeeks());
        json.startArray(HORIZONS);
        for (HorizonResult result : study.horizons()) {
            json.startObject();
            json.text(HORIZON, result.horizon().key());
            StudyFigure.write(json, result);
            json.endObject();
        }
        json.endArray();
        writeEpisodes(json, market);
        json.startArray(POSSIBLE_ROLLS);
        for (PossibleRoll roll : study.possibleRolls()) {
            json.startObject();
            json.date(Keys.DATE, roll.session().toEpochDay());
            json.rounded(RETURN, roll.percent(), DECIMALS_OF_RETURNS);
            json.endObject();
        }
        json.endArray();
        date(json, ROLLS_SINCE, study.rollsSince());
        json.endObject();
    }

    private static void writePrices(JsonWriter json, SymbolPrices prices) throws IOException {
        List<PriceBar> bars = prices.bars();
        json.startObject(Keys.PRICES);
        json.text(SYMBOL, prices.symbol());
        json.text(CURRENCY, prices.currency());
        json.text(SOURCE, prices.source());
        date(json, FROM, bars.get(0).date());
        date(json, TO, bars.get(bars.size() - 1).date());
        json.endObject();
    }

    private static void writeEpisodes(JsonWriter json, MarketStudy market) throws IOException {
        List<ReturnNames> names = market.study().horizons().stream()
                .map(result -> ReturnNames.of(result.horizon()))
                .toList();
        json.startArray(EPISODES);
        for (Episode episode : market.study().episodes()) {
            MarketStudy.Week first = market.weeks().get(episode.firstWeek());
            json.startObject();
            json.date(Keys.DATE, first.reportDate());
            json.moment(Keys.PUBLISHED_AT, first.publishedAt());
            json.count(Keys.WEEKS, episode.weeks());
            date(json, ENTRY, episode.entry());
            for (int horizon = 0; horizon < names.size(); horizon++) {
                names.get(horizon).write(json, episode.returns().get(horizon));
            }
            json.endObject();
        }
        json.endArray();
    }

    /** An array of rows. */
    static void write(JsonWriter json, List<StudyRow> rows) throws IOException {
        for (StudyRow row : rows) {
            MarketMeta meta = row.meta();
            json.startObject();
            json.text(STUDY, row.plan().key());
            json.text(STUDY_NAME, row.plan().name());
            json.text(CONDITION, row.condition());
            json.text(Keys.CODE, meta.code());
            json.text(Keys.NAME, meta.displayName());
            json.text(Keys.CATEGORY, meta.category().key());
            json.text(Keys.CATEGORY_DISPLAY, meta.category().displayName());
            json.text(Keys.REPORT_TYPE, meta.variant().type().key());
            json.text(Keys.SUBTYPE, meta.variant().subtype().key());
            date(json, LAST_EPISODE, row.lastEpisode());
            json.text(HORIZON, row.result().horizon().key());
            StudyFigure.write(json, row.result());
            json.endObject();
        }
    }

    private static void date(JsonWriter json, SerializedString name, @Nullable LocalDate date) throws IOException {
        json.text(name, date == null ? null : date.toString());
    }
}
