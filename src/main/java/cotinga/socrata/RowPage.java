package cotinga.socrata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.cftc.ArchiveException;
import cotinga.report.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;

/** One answer of the service: a JSON array of rows. */
public final class RowPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARACTERS = 60;
    private static final String ROWS = "a JSON array of rows";
    private static final String REMEDY =
            "The service may be out of order, or have changed its answers; the next run asks again.";

    private RowPage() {}

    /**
     * Writes the rows of an answer as lines, one row a line; nothing is written unless all of it are rows.
     *
     * @param answer its bytes; the caller closes it
     * @param file for messages
     * @return how many rows there are
     * @throws ArchiveException when it is anything but an array of rows
     */
    public static int writeLines(InputStream answer, String file, Writer lines) throws IOException {
        StringBuilder text = new StringBuilder();
        int rows = 0;
        try (JsonParser parser = JSON.createParser(answer)) {
            require(parser, parser.nextToken() == JsonToken.START_ARRAY, file);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode row = JSON.readTree(parser);
                text.append(row).append('\n');
                rows++;
            }
            require(parser, parser.currentToken() == JsonToken.END_ARRAY, file);
        } catch (JsonProcessingException e) {
            ArchiveException unreadable =
                    new ArchiveException(file, "no JSON (" + e.getOriginalMessage() + ")", ROWS, REMEDY);
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
                            ? "an empty answer"
                            : "'" + Excerpt.cut(JSON.readTree(parser).toString(), SHOWN_CHARACTERS) + "'",
                    ROWS,
                    REMEDY);
        }
    }
}
