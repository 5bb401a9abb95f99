package cotinga.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comparison of a column with a value: {@code index_156_g1>=90}. Columns of words and flags can be equal or not, as in
 * {@code regime_g1=flip_zone} and {@code movement_g3_notable=true}.
 *
 * @param key the key of the column
 * @param value a number, or a word
 */
public record Comparison(String key, Operator operator, String value) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}([.][0-9]{1,10})?");
    private static final Pattern COMPARISON =
            Pattern.compile("([a-z0-9_]+)\\s*(>=|<=|!=|=|>|<)\\s*(" + NUMBER + "|[a-z_]+)");
    private static final List<String> FLAGS = List.of("false", "true");

    /** How a value is compared. */
    public enum Operator {
        AT_LEAST(">="),
        AT_MOST("<="),
        NOT_EQUAL("!="),
        EQUAL("="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private static Operator ofSign(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }

        private boolean needsOrder() {
            return this != EQUAL && this != NOT_EQUAL;
        }

        private boolean holds(double left, double right) {
            return switch (this) {
                case AT_LEAST -> left >= right;
                case AT_MOST -> left <= right;
                case NOT_EQUAL -> left != right;
                case EQUAL -> left == right;
                case ABOVE -> left > right;
                case BELOW -> left < right;
            };
        }
    }

    static Comparison parse(String text) {
        Matcher matcher = COMPARISON.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConditionException(
                    text.strip(), "a key, one of >= <= > < = != and a number, such as index_156_g1>=90");
        }
        return new Comparison(matcher.group(1), Operator.ofSign(matcher.group(2)), matcher.group(3));
    }

    /**
     * The value as a number of a column with this key: for a word its index, for a flag 0 or 1.
     *
     * @throws ConditionException if the values of the column cannot be compared with it
     */
    public double operand(MeasureKey column) {
        return switch (column.kind()) {
            case WHOLE, ONE_DECIMAL, TWO_DECIMALS -> number();
            case WORD -> word(column.words());
            case FLAG -> word(FLAGS);
            case DATE ->
                throw new ConditionException(toString(), "a column of numbers or words; " + key + " is a date");
        };
    }

    /**
     * The value as a number.
     *
     * @throws ConditionException if it is none
     */
    public double number() {
        if (!NUMBER.matcher(value).matches()) {
            throw new ConditionException(toString(), "a number behind " + key + operator.sign);
        }
        return Double.parseDouble(value);
    }

    private double word(List<String> words) {
        int index = words.indexOf(value);
        if (index < 0 || operator.needsOrder()) {
            throw new ConditionException(toString(), key + "= or " + key + "!= and one of " + String.join(", ", words));
        }
        return index;
    }

    /**
     * Whether it holds for a value.
     *
     * @param left the value of the column before it is rounded, NaN if there is none
     * @param isUnknown whether there is a reason for none; otherwise the value is empty, and equals nothing
     * @param right the {@link #operand}
     */
    public Truth test(double left, boolean isUnknown, double right) {
        if (isUnknown) {
            return Truth.UNDEFINED;
        }
        return Truth.of(operator.holds(left, right));
    }

    /** The comparison without spaces. */
    @Override
    public String toString() {
        return key + operator.sign + value.toLowerCase(Locale.ROOT);
    }
}
