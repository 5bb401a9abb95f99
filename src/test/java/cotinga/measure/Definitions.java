package cotinga.measure;

import cotinga.base.NewYork;
import cotinga.report.MarketHistory;
import cotinga.report.WeekColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second implementation of all measures, written from their definitions alone: the weeks are newest first, every value is computed from
 * scratch, and a column is known by its key. It is as simple and as slow as the definitions.
 */
final class Definitions {
    private static final int FIRST_DAY = (int) LocalDate.of(1986, 1, 15).toEpochDay();
    private static final Pattern KEY =
            Pattern.compile("(?<measure>index|percentile|zscore|willco|movement|change_1w|change_4w"
                    + "|change_13w|decomposition|velocity|flip|extreme|last_time_here|signal|oi_price|divergence|price_divergence|triple|bias"
                    + "|seasonal|regime|concentration|liquidity)"
                    + "(_(?<window>\\d+))?(_g(?<group>\\d))?(_(?<basis>net_oi|long_oi|short_oi|long|short|spread|oi))?"
                    + "(_(?<part>notable|longs_added|longs_closed|shorts_added|shorts_covered|turning|before|weeks|weeks_at_extreme|share"
                    + "|since|percentile_\\d+|zscore_\\d+|aligned|min|median|max|(gross|net)_[48]_(long|short)|level|open_interest"
                    + "|days_to_trade))?");

    /** One week of a market. */
    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    private record Row(
            int day,
            int isoYear,
            int isoWeek,
            int published,
            double interest,
            double interestChange,
            double[][] groups,
            double[] shares) {}

    /** What a column has in a week. A number is rounded in the text; {@code exact} is not. */
    record Outcome(String text, double exact, String reason, int weeks) {}

    /** A value that does not exist. */
    private static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int weeks;

        Absent(String reason, int weeks) {
            super(reason, null, false, false);
            this.reason = reason;
            this.weeks = weeks;
        }

        static Absent missing() {
            return new Absent("missing", -1);
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final TreeMap<Integer, Double> closes = new TreeMap<>();
    private final TreeMap<Integer, Double> volumes = new TreeMap<>();
    private final int[] calendar;
    private final int percent;
    private final int ddof;
    private final int speculators;
    private final int commercials;

    // the column in question
    private String measure = "";
    private String part = "";
    private String basis = "";
    private int window;
    private int group;

    /** @param calendar all report dates of the CFTC */
    Definitions(MarketWeeks market, int[] calendar, int percent, int ddof) {
        this.calendar = calendar;
        this.percent = percent;
        this.ddof = ddof;
        MarketHistory history = market.history();
        boolean commercialsComeFirst =
                Set.of("disagg", "tff").contains(history.variant().type().key());
        speculators = commercialsComeFirst ? 2 : 0;
        commercials = commercialsComeFirst ? 0 : 1;
        for (int week = history.size() - 1; week >= 0; week--) {
            double[][] groups = new double[WeekColumn.MAX_GROUPS][5];
            for (int number = 0; number < groups.length; number++) {
                for (int offset = 0; offset < 5; offset++) {
                    groups[number][offset] = number(history, WeekColumn.group(number, offset), week);
                }
            }
            double[] shares = new double[WeekColumn.CONCENTRATIONS];
            for (int offset = 0; offset < shares.length; offset++) {
                shares[offset] = history.concentration(offset)[week];
            }
            LocalDate published = LocalDate.ofInstant(Instant.ofEpochSecond(history.publishedAt()[week]), NewYork.ZONE);
            LocalDate date = LocalDate.ofEpochDay(history.reportDates()[week]);
            rows.add(new Row(
                    history.reportDates()[week],
                    date.get(IsoFields.WEEK_BASED_YEAR),
                    date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                    (int) published.toEpochDay(),
                    number(history, WeekColumn.OPEN_INTEREST, week),
                    number(history, WeekColumn.OPEN_INTEREST_CHANGE, week),
                    groups,
                    shares));
        }
        for (int session = 0; session < market.sessions().dates().length; session++) {
            closes.put(market.sessions().dates()[session], market.sessions().closes()[session]);
            volumes.put(market.sessions().dates()[session], market.sessions().volumes()[session]);
        }
    }

    private static double number(MarketHistory history, int column, int week) {
        int[] counts = history.column(column);
        return counts.length == 0 || counts[week] == WeekColumn.MISSING ? Double.NaN : counts[week];
    }

    /** Chooses a column by its key. */
    void choose(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + key + "' is not the key of a column");
        }
        measure = matcher.group("measure");
        window = matcher.group("window") == null ? 0 : Integer.parseInt(matcher.group("window"));
        group = matcher.group("group") == null ? -1 : Integer.parseInt(matcher.group("group")) - 1;
        basis = matcher.group("basis") == null ? "net" : matcher.group("basis");
        part = matcher.group("part") == null ? "" : matcher.group("part");
    }

    /** What the chosen column has in a week; 0 is the newest. */
    Outcome outcome(int now) {
        int chosenGroup = group;
        String chosenBasis = basis;
        Outcome outcome = outcomeOfChosen(now);
        group = chosenGroup;
        basis = chosenBasis;
        return outcome;
    }

    private Outcome outcomeOfChosen(int now) {
        try {
            Object value = value(now);
            if (value instanceof Double number) {
                return new Outcome(rounded(number), number, "", -1);
            }
            return new Outcome(value.toString(), Double.NaN, "", -1);
        } catch (Absent absent) {
            return new Outcome("", Double.NaN, absent.reason, absent.weeks);
        }
    }

    private String rounded(double number) {
        return new BigDecimal(number)
                .setScale(decimals(), RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private int decimals() {
        boolean isShare = basis.endsWith("_oi");
        return switch (measure) {
            case "index", "percentile", "willco", "bias", "movement", "concentration" -> 1;
            case "zscore" -> 2;
            case "triple" -> part.startsWith("zscore") ? 2 : 1;
            case "change_1w", "change_4w", "change_13w" -> window > 0 || isShare ? 1 : 0;
            case "velocity", "seasonal" -> isShare ? 1 : 0;
            case "last_time_here" -> part.equals("share") ? 1 : 0;
            case "liquidity" -> part.equals("days_to_trade") ? 2 : 0;
            default -> 0;
        };
    }

    /** A number, a word, true or false, a date, or an empty text. */
    private Object value(int now) {
        return switch (measure) {
            case "index" -> index(now, window);
            case "percentile" -> percentile(now, window);
            case "zscore" -> score(now, window);
            case "willco" -> willco(now);
            case "movement" -> movement(now);
            case "change_1w" -> change(now, 1);
            case "change_4w" -> change(now, 4);
            case "change_13w" -> change(now, 13);
            case "decomposition" -> decomposition(now);
            case "velocity" -> velocity(now);
            case "flip" -> flip(now);
            case "extreme" -> extreme(now);
            case "last_time_here" -> lastTimeHere(now);
            case "signal" -> signal(now);
            case "oi_price" -> interestAndPrice(now);
            case "divergence" -> divergence(now);
            case "price_divergence" -> priceDivergence(now);
            case "triple" -> triple(now);
            case "bias" -> bias(now);
            case "seasonal" -> seasonal(now);
            case "regime" -> regime(now);
            case "concentration" -> concentration(now);
            case "liquidity" -> liquidity(now);
            default -> throw new IllegalArgumentException(measure);
        };
    }

    // values of one week

    private int day(int week) {
        return rows.get(week).day();
    }

    /** The value of the basis; NaN if the week has none. */
    private double x(int week) {
        return x(week, group, basis);
    }

    private double x(int week, int ofGroup, String ofBasis) {
        Row row = rows.get(week);
        if (ofBasis.equals("oi")) {
            return row.interest();
        }
        double longs = row.groups()[ofGroup][0];
        double shorts = row.groups()[ofGroup][1];
        double interest = row.interest() == 0 ? Double.NaN : row.interest();
        return switch (ofBasis) {
            case "net" -> longs - shorts;
            case "net_oi" -> 100 * (longs - shorts) / interest;
            case "long" -> longs;
            case "short" -> shorts;
            case "long_oi" -> 100 * longs / interest;
            case "short_oi" -> 100 * shorts / interest;
            case "spread" -> row.groups()[ofGroup][2];
            default -> throw new IllegalArgumentException(ofBasis);
        };
    }

    private static double required(double value) {
        if (Double.isNaN(value)) {
            throw Absent.missing();
        }
        return value;
    }

    // relations between weeks

    private int weekBefore(int week) {
        boolean exists = week + 1 < rows.size() && day(week) - day(week + 1) <= 11;
        return exists ? week + 1 : -1;
    }

    private int requiredWeekBefore(int week) {
        if (weekBefore(week) < 0) {
            throw Absent.missing();
        }
        return weekBefore(week);
    }

    private int weeksEarlier(int week, int weeks) {
        for (int tolerance = 0; tolerance <= 1; tolerance++) {
            for (int earlier = week + 1; earlier < rows.size(); earlier++) {
                if (Math.abs(day(week) - day(earlier) - 7 * weeks) == tolerance) {
                    return earlier;
                }
            }
        }
        throw Absent.missing();
    }

    private double weeksBetween(int earlier, int later) {
        return new BigDecimal((day(later) - day(earlier)) / 7.0)
                .setScale(0, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    // windows

    /** The values of a window, newest first, or the reason why there are too few or no different ones. */
    private List<Double> values(int now, int weeks) {
        int firstDay = day(now) - (7 * weeks - 4);
        List<Double> values = new ArrayList<>();
        for (int week = now; week < rows.size() && day(week) >= firstDay; week++) {
            if (!Double.isNaN(x(week))) {
                values.add(x(week));
            }
        }
        if (Double.isNaN(x(now))) {
            throw new Absent("missing", values.size());
        }
        int dates = 0;
        for (int date : calendar) {
            dates += date >= firstDay && date <= day(now) ? 1 : 0;
        }
        boolean areEnough = values.size() >= 8 && 100 * values.size() >= percent * dates && firstDay >= FIRST_DAY;
        if (!areEnough) {
            throw new Absent("insufficient_history", values.size());
        }
        if (Collections.max(values).equals(Collections.min(values))) {
            throw new Absent("flat", values.size());
        }
        return values;
    }

    private double index(int now, int weeks) {
        List<Double> values = values(now, weeks);
        double minimum = Collections.min(values);
        double maximum = Collections.max(values);
        return 100 * (x(now) - minimum) / (maximum - minimum);
    }

    private double percentile(int now, int weeks) {
        List<Double> values = values(now, weeks);
        double lower = 0;
        double equal = 0;
        for (double value : values) {
            lower += value < x(now) ? 1 : 0;
            equal += value == x(now) ? 1 : 0;
        }
        return 100 * (lower + equal / 2) / values.size();
    }

    private double score(int now, int weeks) {
        List<Double> values = new ArrayList<>(values(now, weeks));
        Collections.reverse(values);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.size();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return (x(now) - mean) / Math.sqrt(squares / (values.size() - ddof));
    }

    // measures, in the order of the table

    private double willco(int now) {
        basis = "net_oi";
        return index(now, 26);
    }

    private Object movement(int now) {
        double movement = index(now, 156) - index(weeksEarlier(now, 6), 156);
        return part.equals("notable") ? (Object) (movement > 40 || movement < -40) : (Object) movement;
    }

    private double change(int now, int weeks) {
        if (window > 0) {
            return index(now, window) - index(weeksEarlier(now, weeks), window);
        }
        return required(x(now)) - required(x(weeksEarlier(now, weeks)));
    }

    private double decomposition(int now) {
        double[] numbers = rows.get(now).groups()[group];
        double longs = part.startsWith("longs") ? required(numbers[3]) : 0;
        double shorts = part.startsWith("shorts") ? required(numbers[4]) : 0;
        return switch (part) {
            case "longs_added" -> longs > 0 ? longs : 0;
            case "longs_closed" -> longs < 0 ? longs : 0;
            case "shorts_added" -> shorts > 0 ? -shorts : 0;
            case "shorts_covered" -> shorts < 0 ? -shorts : 0;
            default -> throw new IllegalArgumentException(part);
        };
    }

    private Object velocity(int now) {
        int before = requiredWeekBefore(now);
        int second = requiredWeekBefore(before);
        double velocity = required((x(now) - x(before)) - (x(before) - x(second)));
        boolean isTurning = (velocity > 0 && x(now) < 0) || (velocity < 0 && x(now) > 0);
        return part.equals("turning") ? (Object) isTurning : (Object) velocity;
    }

    private boolean isFlip(int week, int ofGroup) {
        double net = x(week, ofGroup, "net");
        if (Double.isNaN(net) || net == 0) {
            return false;
        }
        for (int earlier = week + 1; earlier < rows.size(); earlier++) {
            double netBefore = x(earlier, ofGroup, "net");
            if (!Double.isNaN(netBefore) && netBefore != 0) {
                return (netBefore > 0) != (net > 0);
            }
        }
        return false;
    }

    private Object flip(int now) {
        double net = required(x(now));
        if (!isFlip(now, group)) {
            return "";
        }
        if (part.isEmpty()) {
            return net > 0 ? "long" : "short";
        }
        for (int earlier = now + 1; earlier < rows.size(); earlier++) {
            if (isFlip(earlier, group)) {
                return part.equals("before")
                        ? (Object) LocalDate.ofEpochDay(day(earlier))
                        : (Object) weeksBetween(earlier, now);
            }
        }
        return "";
    }

    private String side(int week) {
        double percentile = percentile(week, 156);
        return percentile >= 95 ? "high" : percentile <= 5 ? "low" : "";
    }

    private Object extreme(int now) {
        String side = side(now);
        int run = side.isEmpty() ? 0 : 1;
        int week = now;
        while (run > 0 && weekBefore(week) >= 0 && isSide(weekBefore(week), side)) {
            week = weekBefore(week);
            run++;
        }
        if (part.equals("weeks_at_extreme")) {
            return (double) run;
        }
        return run >= 2 ? side : "";
    }

    private boolean isSide(int week, String side) {
        try {
            return side(week).equals(side);
        } catch (Absent none) {
            return false;
        }
    }

    private Object lastTimeHere(int now) {
        double current = required(x(now));
        List<Integer> held = new ArrayList<>();
        for (int week = now; week < rows.size(); week++) {
            if (!Double.isNaN(x(week))) {
                held.add(week);
            }
        }
        if (held.size() < 8) {
            throw new Absent("insufficient_history", held.size());
        }
        double lower = 0;
        double equal = 0;
        double higher = 0;
        for (int week : held) {
            lower += x(week) < current ? 1 : 0;
            equal += x(week) == current ? 1 : 0;
            higher += x(week) > current ? 1 : 0;
        }
        boolean isHigh = 100 * (lower + equal / 2) / held.size() >= 50;
        if (part.equals("since")) {
            return LocalDate.ofEpochDay(day(held.get(held.size() - 1)));
        }
        if (part.equals("share")) {
            return 100 * (isHigh ? higher : lower) / held.size();
        }
        for (int week : held) {
            if (week > now && (isHigh ? x(week) >= current : x(week) <= current)) {
                return part.equals("weeks")
                        ? (Object) weeksBetween(week, now)
                        : (Object) LocalDate.ofEpochDay(day(week));
            }
        }
        return "";
    }

    private double close(int week) {
        double close = closeIfAny(week);
        if (Double.isNaN(close)) {
            throw new Absent("no_price", -1);
        }
        return close;
    }

    private double closeIfAny(int week) {
        for (int day = day(week); day >= day(week) - 5; day--) {
            double close = closes.getOrDefault(day, Double.NaN);
            if (!Double.isNaN(close)) {
                return close;
            }
        }
        return Double.NaN;
    }

    private double priceChange(int now) {
        return close(now) - close(requiredWeekBefore(now));
    }

    private static String arrow(double change) {
        return change > 0 ? "up " : "down ";
    }

    private String signal(int now) {
        double price = priceChange(now);
        double longs = required(rows.get(now).groups()[group][3]);
        double shorts = required(rows.get(now).groups()[group][4]);
        if (price == 0 || longs == 0 || shorts == 0) {
            throw new Absent("flat", -1);
        }
        return switch (arrow(price) + arrow(longs) + arrow(shorts)) {
            case "up up down " -> "strong_bullish";
            case "down up down " -> "accumulation";
            case "down up up " -> "floor_building";
            case "down down up " -> "strong_bearish";
            case "up down up " -> "distribution";
            case "up up up " -> "topping_out";
            case "up down down " -> "profit_taking";
            default -> "liquidation";
        };
    }

    private String interestAndPrice(int now) {
        double price = priceChange(now);
        double interest = required(rows.get(now).interestChange());
        if (price == 0 || interest == 0) {
            return "unchanged";
        }
        return switch (arrow(price) + arrow(interest)) {
            case "up up " -> "new_longs";
            case "down up " -> "new_shorts";
            case "up down " -> "short_covering";
            default -> "long_liquidation";
        };
    }

    private String divergence(int now) {
        group = speculators;
        double speculative = percentile(now, 156);
        group = commercials;
        double commercial = percentile(now, 156);
        if (speculative >= 90 && commercial <= 10) {
            return "spec_high";
        }
        return speculative <= 10 && commercial >= 90 ? "spec_low" : "";
    }

    private String priceDivergence(int now) {
        group = speculators;
        requireCloses(now);
        double index = index(now, 156);
        int low = previousExtreme(now, 1);
        if (low >= 0 && index - index(low, 156) >= 20) {
            return "bullish";
        }
        int high = previousExtreme(now, -1);
        return high >= 0 && index(high, 156) - index >= 20 ? "bearish" : "";
    }

    /** The closes of 26 weeks of report dates. */
    private List<Double> requireCloses(int now) {
        close(now);
        List<Double> found = new ArrayList<>();
        for (int week = now; week < rows.size() && day(now) - day(week) <= 7 * 26 - 4; week++) {
            if (!Double.isNaN(closeIfAny(week))) {
                found.add(closeIfAny(week));
            }
        }
        if (found.size() < 24) {
            throw new Absent("insufficient_history", found.size());
        }
        return found;
    }

    private boolean isExtreme(int week, int sign) {
        try {
            double close = close(week);
            return requireCloses(week).stream().noneMatch(other -> sign * other < sign * close);
        } catch (Absent none) {
            return false;
        }
    }

    private int previousExtreme(int now, int sign) {
        if (isExtreme(now, sign)) {
            for (int week = now + 1; week < rows.size(); week++) {
                int days = day(now) - day(week);
                if (days >= 4 * 7 - 1 && days <= 26 * 7 + 1 && isExtreme(week, sign)) {
                    return week;
                }
            }
        }
        return -1;
    }

    private Object triple(int now) {
        if (part.startsWith("percentile_")) {
            return percentile(now, Integer.parseInt(part.substring("percentile_".length())));
        }
        if (part.startsWith("zscore_")) {
            return score(now, Integer.parseInt(part.substring("zscore_".length())));
        }
        double[] all = {percentile(now, 52), percentile(now, 156), percentile(now, 260)};
        return Arrays.stream(all).allMatch(one -> one >= 90)
                || Arrays.stream(all).allMatch(one -> one <= 10);
    }

    private double bias(int now) {
        double longs = required(rows.get(now).groups()[group][0]);
        double shorts = required(rows.get(now).groups()[group][1]);
        if (longs == 0 && shorts == 0) {
            throw Absent.missing();
        }
        return 100 * longs / (longs + shorts);
    }

    private double seasonal(int now) {
        double current = required(x(now));
        Map<Integer, Double> ofYears = new TreeMap<>();
        for (int week = now + 1; week < rows.size(); week++) {
            int years = rows.get(now).isoYear() - rows.get(week).isoYear();
            boolean isSameWeek = rows.get(now).isoWeek() == rows.get(week).isoWeek();
            if (isSameWeek && years >= 1 && years <= window) {
                ofYears.putIfAbsent(years, x(week));
            }
        }
        double[] sorted = ofYears.values().stream()
                .filter(value -> !Double.isNaN(value))
                .mapToDouble(value -> value)
                .sorted()
                .toArray();
        int count = sorted.length;
        if (count < 3) {
            throw new Absent("insufficient_history", count);
        }
        return switch (part) {
            case "min" -> sorted[0];
            case "max" -> sorted[count - 1];
            case "median" -> count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
            default -> current;
        };
    }

    private String regime(int now) {
        double percentile = percentile(now, 156);
        double change = percentile - percentile(weeksEarlier(now, 4), 156);
        double net = required(x(now, group, "net"));
        for (int week = now; week < rows.size() && day(now) - day(week) <= 28; week++) {
            if (isFlip(week, group)) {
                return "flip_zone";
            }
        }
        if (percentile >= 90) {
            return "extreme_long";
        } else if (percentile <= 10) {
            return "extreme_short";
        } else if (net > 0 && change >= 10) {
            return "building_long";
        } else if (net > 0 && change <= -10) {
            return "distributing";
        } else if (net < 0 && change <= -10) {
            return "building_short";
        } else if (net < 0 && change >= 10) {
            return "accumulating";
        }
        return "neutral";
    }

    private Object concentration(int now) {
        List<String> names = List.of(
                "gross_4_long",
                "gross_4_short",
                "gross_8_long",
                "gross_8_short",
                "net_4_long",
                "net_4_short",
                "net_8_long",
                "net_8_short");
        if (!part.equals("level")) {
            return required(rows.get(now).shares()[names.indexOf(part)]);
        }
        double share = required(rows.get(now).shares()[0]);
        return share < 40 ? "low" : share < 60 ? "elevated" : "high";
    }

    private double liquidity(int now) {
        double interest = rows.get(now).interest();
        if (part.equals("open_interest")) {
            return required(interest);
        }
        List<Double> sessions =
                new ArrayList<>(volumes.headMap(rows.get(now).published()).values());
        double sum = 0;
        int count = 0;
        for (double volume : sessions.subList(Math.max(0, sessions.size() - 20), sessions.size())) {
            sum += Double.isNaN(volume) ? 0 : volume;
            count += Double.isNaN(volume) ? 0 : 1;
        }
        boolean isDays = part.equals("days_to_trade");
        if (count < 15 || (isDays && sum == 0)) {
            throw new Absent("no_price", -1);
        }
        return isDays ? required(interest) / 100 / (sum / count) : sum / count;
    }
}
