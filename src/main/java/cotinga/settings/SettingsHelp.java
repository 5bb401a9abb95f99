package cotinga.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code --help} about settings, from the shipped {@code application.properties}. */
public final class SettingsHelp {
    private static final String FILE = "/application.properties";
    private static final String COMMENT = "#";
    private static final String HEADING = "# --- ";
    private static final String PREFIX = "cotinga.";

    private SettingsHelp() {}

    /** Every setting of Cotinga with its description and default. */
    public static String text() {
        List<String> lines = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (String line : shipped().lines().toList()) {
            if (line.startsWith(HEADING)) {
                pending.clear();
                pending.add("");
                pending.add(line.replaceAll("^# --- | ---.*$", ""));
            } else if (line.startsWith(COMMENT)) {
                pending.add("    " + line.substring(COMMENT.length()).strip());
            } else if (line.startsWith(PREFIX)) {
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
