package cotinga.sandbox;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Role;
import cotinga.report.TraderGroup;
import java.time.LocalDate;
import java.util.List;

/**
 * The numbers of one market in one variant. A week depends on market, variant and report date alone. All report types of a market
 * describe the same positions. A combined report adds the positions in options to those in futures.
 */
final class MarketModel {
    /** Each kind of number has its own noise channel. Groups and sides use the channels after it. */
    private static final int OPEN_INTEREST = 1;

    private static final int OPTIONS = 2;
    private static final int MOOD = 3;
    private static final int LONGS = 100;
    private static final int SHORTS = 200;
    private static final int SPREADS = 300;
    private static final int TRADERS = 400;
    private static final int CONCENTRATIONS = 500;
    private static final int IDLE = 600;

    /** The group without positions in some markets, "Other Reportables", and the percentage of these markets. */
    private static final int IDLE_GROUP = 3;

    private static final double IDLE_SHARE = 0.08;

    private static final int FEWEST_TRADERS = 20;

    /** Above zero, so that speculators are mostly long and commercials mostly short. */
    private static final double USUAL_MOOD = 0.2;

    private final SandboxMarket market;
    private final ReportVariant variant;
    private final ReportType source;
    private final long futures;
    private final long options;
    private final long largest;

    MarketModel(SandboxMarket market, ReportVariant variant) {
        this.market = market;
        this.variant = variant;
        this.source = market.report();
        this.futures = Noise.seed(market.code().value());
        this.options = Noise.mix(futures, OPTIONS);
        this.largest = Noise.seed(market.code() + variant.subtype().key());
    }

    /** The positions, in the groups of the variant's report type. */
    Positions positions(LocalDate reportDate) {
        return ofVariant(sourcePositions(week(reportDate)));
    }

    /** The positions in a first edition, in which a trader is misclassified. */
    Positions misclassified(LocalDate reportDate) {
        return ofVariant(sourcePositions(week(reportDate)).misclassified(source, market.misclassified()));
    }

    private Positions ofVariant(Positions positions) {
        return switch (variant.type()) {
            case LEGACY -> positions.asLegacy(source);
            case CIT -> positions.asLegacy(source).withIndexTraders(market.indexTraders());
            case DISAGG, TFF -> positions;
        };
    }

    /** The traders behind the positions, in the groups of the variant's report type. */
    Traders traders(LocalDate reportDate) {
        double week = week(reportDate);
        Positions positions = sourcePositions(week);
        int[] longs = traders(positions.longs(), positions.openInterest(), TRADERS, week);
        int[] shorts = traders(positions.shorts(), positions.openInterest(), TRADERS + 10, week);
        int[] spreads = traders(positions.spreads(), positions.openInterest(), TRADERS + 20, week);
        int reportableLong = atLeast(reportable(longs), reportable(spreads));
        int reportableShort = atLeast(reportable(shorts), reportable(spreads));
        int total = Math.max(FEWEST_TRADERS, atLeast(reportableLong, reportableShort));
        Traders traders = new Traders(total, reportableLong, reportableShort, longs, shorts, spreads);
        return switch (variant.type()) {
            case LEGACY -> traders.asLegacy(source);
            case CIT -> traders.asLegacy(source).withIndexTraders(market.indexTraders());
            case DISAGG, TFF -> traders;
        };
    }

    /**
     * The share of open interest that the largest traders hold, in tenths of a percent: gross 4 long, gross 4 short,
     * gross 8 long, gross 8 short, then the same net.
     */
    int[] concentrations(LocalDate reportDate) {
        double week = week(reportDate);
        int[] tenths = new int[8];
        for (int side = 0; side < 2; side++) {
            long seed = Noise.mix(largest, CONCENTRATIONS + side);
            int four = (int) (260 + 160 * Noise.wave(seed, week));
            int eight = four + (int) (110 + 60 * Noise.wave(Noise.mix(seed, 1), week));
            double netted = 0.85 + 0.13 * Noise.wave(Noise.mix(seed, 2), week);
            tenths[side] = four;
            tenths[side + 2] = eight;
            tenths[side + 4] = (int) (four * netted);
            tenths[side + 6] = (int) (eight * netted);
        }
        return tenths;
    }

    private Positions sourcePositions(double week) {
        int openInterest = (int) (market.openInterest() * Math.exp(0.6 * wave(futures, OPEN_INTEREST, week)));
        Positions ofFutures = split(futures, openInterest, week);
        return switch (variant.subtype()) {
            case FO -> ofFutures;
            case CO -> ofFutures.plus(ofOptions(openInterest, week));
        };
    }

    private Positions ofOptions(int futuresOpenInterest, double week) {
        double share = market.options() * Math.exp(0.4 * wave(options, OPEN_INTEREST, week));
        return split(options, (int) (futuresOpenInterest * share), week);
    }

    /** Distributes an open interest among the groups: first the spreads, then the rest of each side. */
    private Positions split(long seed, int openInterest, double week) {
        List<TraderGroup> groups = source.groups();
        double mood = USUAL_MOOD + wave(seed, MOOD, week);
        double[] longWeights = new double[groups.size()];
        double[] shortWeights = new double[groups.size()];
        int[] spreads = new int[groups.size()];
        int spread = 0;
        for (int group = 0; group < groups.size(); group++) {
            if (isIdle(group)) {
                continue;
            }
            Role role = groups.get(group).role();
            double lean = lean(role) * mood;
            longWeights[group] = weight(seed, LONGS + group, size(role), lean, week);
            shortWeights[group] = weight(seed, SHORTS + group, size(role), -lean, week);
            if (groups.get(group).hasSpread()) {
                spreads[group] = (int) (openInterest * weight(seed, SPREADS + group, 0.05, 0, week));
                spread += spreads[group];
            }
        }
        int rest = openInterest - spread;
        return new Positions(openInterest, deal(rest, longWeights), deal(rest, shortWeights), spreads);
    }

    /** The size of a role's groups relative to others. */
    private static double size(Role role) {
        return switch (role) {
            case COMMERCIAL -> 1.2;
            case SPECULATIVE -> 0.8;
            case SMALL -> 0.35;
            case INDEX -> throw withoutIndexTraders();
        };
    }

    /** The reaction of a role to the market's sentiment. Commercials react against it. */
    private static double lean(Role role) {
        return switch (role) {
            case COMMERCIAL -> -1.1;
            case SPECULATIVE -> 1.4;
            case SMALL -> 0.5;
            case INDEX -> throw withoutIndexTraders();
        };
    }

    /** Index traders are split off from other groups. */
    private static IllegalStateException withoutIndexTraders() {
        return new IllegalStateException("A detailed report has no index traders");
    }

    private static double weight(long seed, int channel, double size, double lean, double week) {
        return size * Math.exp(lean + 0.9 * wave(seed, channel, week));
    }

    private boolean isIdle(int group) {
        return group == IDLE_GROUP && Noise.uniform(Noise.mix(futures, IDLE)) < IDLE_SHARE;
    }

    /** Whole contracts in proportion to weights. The last group gets the remainder. */
    private static int[] deal(int contracts, double[] weights) {
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        int[] dealt = new int[weights.length];
        int left = contracts;
        for (int group = 0; group < weights.length; group++) {
            dealt[group] = (int) (contracts * (weights[group] / all));
            left -= dealt[group];
        }
        dealt[weights.length - 1] += left;
        return dealt;
    }

    /** Traders per group: none without a position, otherwise more with a larger share and a larger market. */
    private int[] traders(int[] positions, int openInterest, int channel, double week) {
        double crowd = 18 + 14 * Math.log10(market.openInterest());
        int[] traders = new int[positions.length];
        for (int group = 0; group < positions.length - 1; group++) {
            if (positions[group] > 0) {
                double share = (double) positions[group] / openInterest;
                double mood = 1 + 0.4 * wave(futures, channel + group, week);
                traders[group] = 1 + (int) (crowd * share * mood + 0.1 * crowd * mood * Math.sqrt(share));
            }
        }
        return traders;
    }

    private static int reportable(int[] traders) {
        int sum = 0;
        for (int group = 0; group < traders.length - 1; group++) {
            sum += traders[group];
        }
        return sum;
    }

    /** The size of the union of two overlapping sets. */
    private static int atLeast(int left, int right) {
        return Math.max(left, right) + Math.min(left, right) / 3;
    }

    private static double wave(long seed, int channel, double week) {
        return Noise.wave(Noise.mix(seed, channel), week);
    }

    private static double week(LocalDate reportDate) {
        return reportDate.toEpochDay() / 7.0;
    }
}
