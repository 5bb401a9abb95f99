package cotinga.measure;

/**
 * The z-score of the last value of any window, from sums over all weeks up to each week. Each sum is a pair of doubles, the second of which holds
 * what the first cannot, so a difference of two sums is as exact as a sum of the window alone.
 */
final class Sums {
    /** Below this share of the squares, rounding matters, so the order of the additions does. */
    private static final double CANCELLED = 0x1p-30;

    private final double[] values;
    private final double[] sum;
    private final double[] sumRest;
    private final double[] squares;
    private final double[] squaresRest;

    /** @param values one per week, NaN if there is none */
    Sums(double[] values) {
        this.values = values;
        sum = new double[values.length + 1];
        sumRest = new double[values.length + 1];
        squares = new double[values.length + 1];
        squaresRest = new double[values.length + 1];
        for (int week = 0; week < values.length; week++) {
            double value = Double.isNaN(values[week]) ? 0.0 : values[week];
            double square = value * value;
            double high = sum[week] + value;
            double low = sumRest[week] + lost(sum[week], value, high);
            sum[week + 1] = high + low;
            sumRest[week + 1] = low - (sum[week + 1] - high);
            high = squares[week] + square;
            low = squaresRest[week] + (lost(squares[week], square, high) + Math.fma(value, value, -square));
            squares[week + 1] = high + low;
            squaresRest[week + 1] = low - (squares[week + 1] - high);
        }
    }

    /**
     * {@code (x0 − mean)/σ} of the values of the weeks from one to another, both included.
     *
     * @param count how many values they are, not all of them equal
     * @param divisor the count for the σ of a population, one less for that of a sample
     */
    double score(int first, int last, int count, int divisor) {
        double total = sum[last + 1] - sum[first];
        double totalRest = lost(sum[last + 1], -sum[first], total) + (sumRest[last + 1] - sumRest[first]);
        double square = squares[last + 1] - squares[first];
        double squareRest =
                lost(squares[last + 1], -squares[first], square) + (squaresRest[last + 1] - squaresRest[first]);
        double product = square * count;
        double productRest = Math.fma(square, count, -product) + squareRest * count;
        double totalSquare = total * total;
        double totalSquareRest = Math.fma(total, total, -totalSquare) + 2.0 * total * totalRest;
        double difference = product - totalSquare;
        double exact = difference + (lost(product, -totalSquare, difference) + (productRest - totalSquareRest));
        return exact > product * CANCELLED
                ? (values[last] - (total + totalRest) / count) / Math.sqrt(exact / count / divisor)
                : scoreInTwoPasses(first, last, count, divisor);
    }

    /** The same as it is written, for values that hardly differ. */
    private double scoreInTwoPasses(int first, int last, int count, int divisor) {
        double total = 0.0;
        for (int week = first; week <= last; week++) {
            total += Double.isNaN(values[week]) ? 0.0 : values[week];
        }
        double mean = total / count;
        double squared = 0.0;
        for (int week = first; week <= last; week++) {
            double beyond = values[week] - mean;
            squared += Double.isNaN(beyond) ? 0.0 : beyond * beyond;
        }
        return (values[last] - mean) / Math.sqrt(squared / divisor);
    }

    /** What a sum of two doubles lost when it was rounded. */
    private static double lost(double first, double second, double rounded) {
        double back = rounded - first;
        return (first - (rounded - back)) + (second - back);
    }
}
