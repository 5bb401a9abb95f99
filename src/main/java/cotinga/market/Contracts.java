package cotinga.market;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.report.MarketCode;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one contract of a market is, read from a file with the header {@code code,size,unit,currency,source}. */
public final class Contracts {
    private static final String FORM = "code,size,unit,currency,source";
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,12}([.][0-9]{1,6})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final String CENTS = "USX";
    private static final String DOLLARS = "USD";
    private static final double CENT = 0.01;

    private final Map<String, Contract> contracts = new HashMap<>();

    /**
     * One contract.
     *
     * @param size the number of units
     * @param unit the unit of which the price is, such as {@code bushel}
     * @param currency the currency of the price
     * @param source where the size is stated
     */
    public record Contract(double size, String unit, String currency, String source) {
        /**
         * The value of a contract at a price of 1.
         *
         * @param priceCurrency the currency of the price as its source names it, {@code USX} for cents of USD; null if it does not
         * @return empty for prices in another currency
         */
        public OptionalDouble valueAtOne(@Nullable String priceCurrency) {
            if (currency.equals(priceCurrency)) {
                return OptionalDouble.of(size);
            }
            return currency.equals(DOLLARS) && CENTS.equals(priceCurrency)
                    ? OptionalDouble.of(size * CENT)
                    : OptionalDouble.empty();
        }
    }

    private Contracts(DataFile file) {
        file.requireHeader(FORM);
        file.rows().stream().skip(1).forEach(this::add);
    }

    /** The contracts that ship with the application. */
    public static Contracts shipped() {
        return new Contracts(DataFile.readShipped(Contracts.class, "contracts.csv"));
    }

    /**
     * Reads the contracts of a file that replaces the shipped one.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static Contracts load(Path file) {
        return new Contracts(DataFile.read(file));
    }

    /**
     * Reads the contracts of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static Contracts load(Reader reader, String source) {
        return new Contracts(DataFile.read(reader, source));
    }

    /** The contract of a market, if it is known. */
    public Optional<Contract> of(String code) {
        return Optional.ofNullable(contracts.get(code));
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        String code = row.field(0);
        if (!MarketCode.isValid(code)) {
            throw row.unexpected("the contract code '" + code + "'", MarketCode.FORM);
        }
        String size = row.field(1);
        if (!SIZE.matcher(size).matches() || Double.parseDouble(size) == 0) {
            throw row.unexpected("the size '" + size + "'", "a positive number such as 5000 or 0.1");
        }
        String currency = row.field(3);
        if (!CURRENCY.matcher(currency).matches()) {
            throw row.unexpected("the currency '" + currency + "'", "three letters such as USD");
        }
        if (row.field(2).isEmpty() || row.field(4).isEmpty()) {
            throw row.unexpected("an empty field", "a unit such as bushel, and the source of the size");
        }
        Contract earlier = contracts.putIfAbsent(
                code, new Contract(Double.parseDouble(size), row.field(2), currency, row.field(4)));
        if (earlier != null) {
            throw row.unexpected("'" + code + "' again", "one row for each contract code; remove one of the two");
        }
    }
}
