package cotinga.intake;

import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.price.csv.PriceFolder;
import java.nio.file.Path;

/** Prices from a folder of CSV files. */
public final class PriceFiles {
    private final PriceFolder source = new PriceFolder();
    private final Path folder;

    public PriceFiles(Path folder) {
        this.folder = folder;
    }

    /** Reads the file of a symbol: its bars, or that there is no file. */
    public PriceOutcome read(PriceRequest request) throws PriceException {
        return source.read(request, folder);
    }
}
