package cotinga.cftc;

import java.io.IOException;
import java.io.InputStream;

/** Where the text of an archive comes from. */
@FunctionalInterface
public interface TextSource {
    /** The text from its beginning; the one who asks closes it. */
    InputStream open() throws IOException;
}
