package cotinga;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The settings for people who ask for help, as the shipped {@code application.properties} lists and explains them. */
final class SettingsHelp {
    private static final String FILE = "/application.properties";
    private static final String COMMENT = "#";
    private static final String HEADING = "# --- ";
    private static final String OURS = "cotinga.";

    private SettingsHelp() {}

    /** Every setting of Cotinga below its meaning, with its default. */
    static String text() {
        List<String> lines = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (String line : shipped().lines().toList()) {
            if (line.startsWith(HEADING)) {
                pending.clear();
                pending.add("");
                pending.add(line.replaceAll("^# --- | ---.*$", ""));
            } else if (line.startsWith(COMMENT)) {
                pending.add("    " + line.substring(COMMENT.length()).strip());
            } else if (line.startsWith(OURS)) {
                lines.addAll(pending);
                pending.clear();
                lines.add("  " + line.strip());
            }
        }
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }

    private static String shipped() {
        try (InputStream stream = SettingsHelp.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing inside the application");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
