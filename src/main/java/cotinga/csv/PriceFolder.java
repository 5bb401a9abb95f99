package cotinga.csv;

import cotinga.report.PriceException;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceRequest;
import cotinga.report.PriceSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder with a CSV file for each symbol, {@code SYMBOL.csv}, as {@link PriceFile} reads it. The file is called after the symbol as
 * it is ({@code GC=F.csv}, {@code ^VIX.csv}) or as URLs encode it ({@code GC%3DF.csv}, {@code %5EVIX.csv}), whichever the file
 * system likes better; if both are there, the first counts. A symbol with other characters than letters, digits and
 * {@code ^ = . & _ -} is looked for encoded only, so that none leads out of the folder.
 */
public final class PriceFolder implements PriceSource<Path> {
    private static final String EXTENSION = ".csv";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9^=.&_-]+");

    @Override
    public String name() {
        return "csv";
    }

    /**
     * The bars that the symbol's file holds of the days asked for; unknown without a file, until there is one.
     *
     * @param folder where the files are
     * @throws PriceException when the folder is not there, or the file is not as it should be
     */
    @Override
    public PriceOutcome read(PriceRequest request, Path folder) throws PriceException {
        if (!Files.isDirectory(folder)) {
            throw new PriceException(
                    request.symbol(),
                    "no folder " + folder,
                    "a folder with a CSV file for each symbol",
                    "Create it, or name another in cotinga.prices.directory.",
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
