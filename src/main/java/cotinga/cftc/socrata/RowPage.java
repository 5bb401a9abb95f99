package cotinga.cftc.socrata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.base.Excerpt;
import cotinga.cftc.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;

/** One response of the service: a JSON array of rows. */
public final class RowPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARACTERS = 60;
    private static final String ROWS = "a JSON array of rows";
    private static final String REMEDY =
            "The service may be failing, or may have changed its format. The next run retries the request.";

    private RowPage() {}

    /**
     * Writes the rows of a response, one per line. It writes nothing if the response is not an array of rows.
     *
     * @param response its bytes; the caller closes the stream
     * @param file for messages
     * @return the number of rows
     * @throws ArchiveException if the response is not an array of rows
     */
    public static int writeLines(InputStream response, String file, Writer lines) throws IOException {
        StringBuilder text = new StringBuilder();
        int rows = 0;
        try (JsonParser parser = JSON.createParser(response)) {
            require(parser, parser.nextToken() == JsonToken.START_ARRAY, file);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode row = JSON.readTree(parser);
                text.append(row).append('\n');
                rows++;
            }
            require(parser, parser.currentToken() == JsonToken.END_ARRAY, file);
        } catch (JsonProcessingException e) {
            ArchiveException unreadable =
                    new ArchiveException(file, "invalid JSON (" + e.getOriginalMessage() + ")", ROWS, REMEDY);
            unreadable.initCause(e);
            throw unreadable;
        }
        lines.append(text);
        return rows;
    }

    private static void require(JsonParser parser, boolean isAsExpected, String file) throws IOException {
        if (!isAsExpected) {
            throw new ArchiveException(
                    file,
                    parser.currentToken() == null
                            ? "an empty response"
                            : "'" + Excerpt.cut(JSON.readTree(parser).toString(), SHOWN_CHARACTERS) + "'",
                    ROWS,
                    REMEDY);
        }
    }
}
