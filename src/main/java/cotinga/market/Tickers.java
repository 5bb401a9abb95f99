package cotinga.market;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.report.MarketCode;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The price symbols of markets, read from a file with the header {@code code,symbol}. Several markets may share a symbol.
 */
public final class Tickers {
    private static final String FORM = "code,symbol";
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9^=.&_-]{1,32}");

    private final Map<String, String> symbols = new LinkedHashMap<>();

    private Tickers(DataFile file) {
        file.requireHeader(FORM);
        file.rows().stream().skip(1).forEach(this::add);
    }

    /** The symbols that ship with the application. */
    public static Tickers shipped() {
        return new Tickers(DataFile.readShipped(Tickers.class, "tickers.csv"));
    }

    /**
     * Reads the symbols of a file that replaces the shipped one.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static Tickers load(Path file) {
        return new Tickers(DataFile.read(file));
    }

    /**
     * Reads the symbols of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static Tickers load(Reader reader, String source) {
        return new Tickers(DataFile.read(reader, source));
    }

    /** The symbol of a market, if it has one. */
    public Optional<String> symbolOf(String code) {
        return Optional.ofNullable(symbols.get(code));
    }

    /** The distinct symbols of these markets, in their order. Markets without a symbol are skipped. */
    public Set<String> symbolsOf(Collection<String> marketCodes) {
        Set<String> found = new LinkedHashSet<>();
        marketCodes.forEach(code -> symbolOf(code).ifPresent(found::add));
        return Collections.unmodifiableSet(found);
    }

    /** All contract codes that have a symbol, in the order of the file. */
    public Set<String> codes() {
        return Collections.unmodifiableSet(symbols.keySet());
    }

    /** All symbols, each once, in the order of the file. */
    public Set<String> symbols() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(symbols.values()));
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        String code = row.field(0);
        String symbol = row.field(1);
        if (!MarketCode.isValid(code)) {
            throw row.unexpected("the contract code '" + code + "'", MarketCode.FORM);
        }
        if (!SYMBOL.matcher(symbol).matches()) {
            throw row.unexpected("the symbol '" + symbol + "'", "1 to 32 letters, digits or ^ = . & _ -");
        }
        String earlier = symbols.putIfAbsent(code, symbol);
        if (earlier != null) {
            throw row.unexpected(
                    "'%s' again (an earlier row says '%s')".formatted(code, earlier),
                    "one row for each contract code; remove one of the two");
        }
    }
}
