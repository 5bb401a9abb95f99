package cotinga.price.csv;

import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.price.PriceSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder with a CSV file for each symbol, {@code SYMBOL.csv}, see {@link PriceFile}. The name is the symbol as it is
 * ({@code GC=F.csv}, {@code ^VIX.csv}) or URL-encoded ({@code GC%3DF.csv}, {@code %5EVIX.csv}). If both exist, the first is used. A symbol
 * with characters other than letters, digits and {@code ^ = . & _ -} must be encoded, so that no symbol leads out of the folder.
 */
public final class PriceFolder implements PriceSource<Path> {
    private static final String EXTENSION = ".csv";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9^=.&_-]+");

    @Override
    public String name() {
        return "csv";
    }

    /**
     * Returns the bars of the requested days. Without a file the symbol is unknown.
     *
     * @param folder the folder of the files
     * @throws PriceException if the folder is missing or the file is invalid
     */
    @Override
    public PriceOutcome read(PriceRequest request, Path folder) throws PriceException {
        if (!Files.isDirectory(folder)) {
            throw new PriceException(
                    request.symbol(),
                    "no folder " + folder,
                    "a folder with a CSV file for each symbol",
                    "Create the folder, or set cotinga.prices.directory to another.",
                    false,
                    null);
        }
        Optional<Path> file = find(request.symbol(), folder);
        return file.isPresent()
                ? PriceOutcome.answered(request, null, new PriceFile(file.get()).bars(request))
                : PriceOutcome.unknown(
                        request, "there is no file " + encoded(request.symbol()) + " in " + folder, Period.ZERO);
    }

    private static Optional<Path> find(String symbol, Path folder) {
        if (HARMLESS.matcher(symbol).matches()) {
            Path file = folder.resolve(symbol + EXTENSION);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.of(folder.resolve(encoded(symbol))).filter(Files::isRegularFile);
    }

    private static String encoded(String symbol) {
        return URLEncoder.encode(symbol, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                + EXTENSION;
    }
}
