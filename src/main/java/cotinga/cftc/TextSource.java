package cotinga.cftc;

import java.io.IOException;
import java.io.InputStream;

/** The source of an archive's text. */
@FunctionalInterface
public interface TextSource {
    /** Opens the text at its beginning. The caller closes it. */
    InputStream open() throws IOException;
}
