package cotinga.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of exported files. It is written last, so that a mix of two publications can be detected.
 *
 * @param dataVersion the data version of all files
 * @param created the time of the publication, ISO 8601 in UTC
 * @param newestReportDates the newest report date of each variant ({@code legacy_fo}), ISO 8601
 * @param files every file except the manifest
 */
public record Manifest(
        long dataVersion, String created, Map<String, String> newestReportDates, List<ExportFolder.Written> files) {
    static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    byte[] toJson() {
        try {
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Parses a manifest; empty if the text is missing or damaged. */
    static Optional<Manifest> parse(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(JSON.readValue(text, Manifest.class));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }
}
