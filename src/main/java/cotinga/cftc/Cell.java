package cotinga.cftc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Parses single cells. The characters have no surrounding white space. */
final class Cell {
    /** Returned for a cell that is not a count. */
    static final long NO_COUNT = Long.MIN_VALUE;

    /** Returned for a cell that is not a decimal number. */
    static final double NO_DECIMAL = Double.POSITIVE_INFINITY;

    /** Returned for a cell that is not a date. */
    static final int NO_DATE = Integer.MIN_VALUE;

    /** The first year that a two-digit year can mean. */
    private static final int FIRST_SHORT_YEAR = 1986;

    private static final int LARGEST_COUNT = Integer.MAX_VALUE;

    /** A number with this many digits fits into a long, and into a double without loss. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final Pattern TIME = Pattern.compile(
            "(T|\\s+)([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?(\\s*[AP]M)?", Pattern.CASE_INSENSITIVE);

    private Cell() {}

    /** Whether a character is white space. */
    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Whether a number is not disclosed: the cell is empty or a dot. */
    static boolean isMissing(char[] text, int start, int end) {
        return start == end || (end - start == 1 && text[start] == '.');
    }

    /**
     * Parses a count: an optional sign, digits with optional thousands separators, and an optional fraction of zeros.
     *
     * @return -2,147,483,647 to 2,147,483,647, or {@link #NO_COUNT}
     */
    static long count(char[] text, int start, int end) {
        int first = afterSign(text, start, end);
        int position = first;
        long count = 0;
        while (position < end && isDigit(text[position])) {
            count = count * 10 + text[position] - '0';
            if (count > LARGEST_COUNT) {
                return NO_COUNT;
            }
            position++;
        }
        if (position == first) {
            return NO_COUNT;
        }
        if (position < end) {
            count = restOfCount(count, text, position, end, position - first);
        }
        return count != NO_COUNT && text[start] == '-' ? -count : count;
    }

    /** Parses the rest of a count, from a thousands separator or a decimal point. */
    private static long restOfCount(long begun, char[] text, int start, int end, int leadingDigits) {
        long count = begun;
        int position = start;
        if (text[position] == ',' && leadingDigits > 3) {
            return NO_COUNT;
        }
        while (position < end && text[position] == ',') {
            if (digitsFrom(text, position + 1, end) != 3) {
                return NO_COUNT;
            }
            count = count * 1000 + number(text, position + 1, position + 4);
            if (count > LARGEST_COUNT) {
                return NO_COUNT;
            }
            position += 4;
        }
        return position == end || isZeroFraction(text, position, end) ? count : NO_COUNT;
    }

    private static int digitsFrom(char[] text, int start, int end) {
        int position = start;
        while (position < end && isDigit(text[position])) {
            position++;
        }
        return position - start;
    }

    private static boolean isZeroFraction(char[] text, int start, int end) {
        if (text[start] != '.' || end - start < 2) {
            return false;
        }
        for (int position = start + 1; position < end; position++) {
            if (text[position] != '0') {
                return false;
            }
        }
        return true;
    }

    /**
     * Parses a decimal number: an optional sign, digits, and an optional decimal point with more digits.
     *
     * @return the nearest double, or {@link #NO_DECIMAL}
     */
    static double decimal(char[] text, int start, int end) {
        int first = afterSign(text, start, end);
        long digits = 0;
        int point = end;
        for (int position = first; position < end; position++) {
            char character = text[position];
            if (isDigit(character)) {
                digits = digits * 10 + character - '0'; // the result of an overflow is not used below
            } else if (character == '.' && point == end) {
                point = position;
            } else {
                return NO_DECIMAL;
            }
        }
        boolean hasPoint = point < end;
        if (first == end || (hasPoint && point + 1 == end)) {
            return NO_DECIMAL;
        }
        int digitCount = end - first - (hasPoint ? 1 : 0);
        if (digitCount > EXACT_DIGITS) {
            return Double.parseDouble(new String(text, start, end - start));
        }
        double value = digits / POWERS_OF_TEN[hasPoint ? end - point - 1 : 0];
        return text[start] == '-' ? -value : value;
    }

    /**
     * Parses a date: {@code YYYY-MM-DD} or {@code M/D/YYYY}, with or without a time, or {@code YYMMDD} of the years 1986 to 2085.
     *
     * @return days since 1970-01-01, or {@link #NO_DATE}
     */
    static int date(char[] text, int start, int end) {
        int digits = digitsFrom(text, start, end);
        int length = end - start;
        if (digits == 6 && length == 6) {
            int year = number(text, start, start + 2) + FIRST_SHORT_YEAR / 100 * 100;
            return day(
                    year < FIRST_SHORT_YEAR ? year + 100 : year,
                    number(text, start + 2, start + 4),
                    number(text, start + 4, end));
        }
        if (digits == 4 && length >= 10 && text[start + 4] == '-') {
            return isoDate(text, start, end);
        }
        if ((digits == 1 || digits == 2) && length >= 8 && text[start + digits] == '/') {
            return monthFirstDate(text, start, end, digits);
        }
        return NO_DATE;
    }

    private static int isoDate(char[] text, int start, int end) {
        if (digitsFrom(text, start + 5, end) != 2
                || text[start + 7] != '-'
                || digitsFrom(text, start + 8, end) != 2
                || !isTime(text, start + 10, end)) {
            return NO_DATE;
        }
        return day(
                number(text, start, start + 4),
                number(text, start + 5, start + 7),
                number(text, start + 8, start + 10));
    }

    private static int monthFirstDate(char[] text, int start, int end, int monthDigits) {
        int day = start + monthDigits + 1;
        int dayDigits = digitsFrom(text, day, end);
        int year = day + dayDigits + 1;
        if (dayDigits < 1
                || dayDigits > 2
                || year >= end
                || text[year - 1] != '/'
                || digitsFrom(text, year, end) != 4
                || !isTime(text, year + 4, end)) {
            return NO_DATE;
        }
        return day(
                number(text, year, year + 4),
                number(text, start, start + monthDigits),
                number(text, day, day + dayDigits));
    }

    private static boolean isTime(char[] text, int start, int end) {
        return start == end
                || TIME.matcher(new String(text, start, end - start)).matches();
    }

    private static int day(int year, int month, int day) {
        try {
            return (int) LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException e) {
            return NO_DATE;
        }
    }

    private static int number(char[] text, int start, int end) {
        int number = 0;
        for (int position = start; position < end; position++) {
            number = number * 10 + text[position] - '0';
        }
        return number;
    }

    private static int afterSign(char[] text, int start, int end) {
        return start < end && (text[start] == '-' || text[start] == '+') ? start + 1 : start;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
