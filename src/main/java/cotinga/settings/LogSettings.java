package cotinga.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;

/**
 * What is logged, where and how.
 *
 * @param format the form of the lines
 * @param level of Cotinga's own loggers
 * @param levels of other loggers, by name; {@code root} stands for all without their own
 * @param requests whether every request is logged
 * @param slowRequests how long a request takes at least that is logged as slow; zero if none is
 * @param file the log file, if there is one
 */
public record LogSettings(
        Format format,
        Level level,
        Map<String, Level> levels,
        boolean requests,
        Duration slowRequests,
        Optional<LogFile> file) {
    private static final String LEVEL = "cotinga.log.level";
    private static final String FILE = "cotinga.log.file";
    private static final Set<Level> LEVELS =
            Set.of(Level.OFF, Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);
    private static final String ALLOWED_LEVELS = "off, error, warn, info, debug or trace";

    /** Characters that Log4j replaces in paths. */
    private static final Predicate<String> HAS_PATTERN = Pattern.compile("[%$]").asPredicate();

    /** The form of the lines. */
    public enum Format {
        /** JSON in a file and where the output of a service is no terminal, otherwise text. */
        AUTO,
        /** Readable lines. */
        TEXT,
        /** One JSON object per line, with the names of the Elastic Common Schema. */
        JSON
    }

    /**
     * A log file, which is compressed and replaced each day and when it is full.
     *
     * @param maxBytes the size at which it is replaced
     * @param keep how long replaced files are kept
     * @param maxTotalBytes the size of all replaced files together; the oldest are deleted
     */
    public record LogFile(Path path, long maxBytes, Duration keep, long maxTotalBytes) {}

    static LogSettings read(SettingReader reader) {
        Map<String, Level> levels = new TreeMap<>();
        reader.namesAfter(LEVEL + ".")
                .forEach(logger -> level(reader, LEVEL + "." + logger).ifPresent(level -> levels.put(logger, level)));
        Optional<Path> file = reader.pathIfSet(FILE);
        file.filter(path -> HAS_PATTERN.test(path.toString()))
                .ifPresent(path -> reader.reject(
                        FILE, reader.text(FILE).orElse(""), "a path without % and $; choose another file"));
        LogFile limits = new LogFile(
                file.orElse(Path.of("")),
                reader.bytes("cotinga.log.file.max-size"),
                reader.duration("cotinga.log.file.keep", "1d", "3650d"),
                reader.bytes("cotinga.log.file.max-total"));
        return new LogSettings(
                reader.required("cotinga.log.format", Format.AUTO, "auto, text or json", LogSettings::format),
                reader.required(LEVEL, Level.INFO, ALLOWED_LEVELS, LogSettings::level),
                levels,
                reader.flag("cotinga.log.requests"),
                reader.duration("cotinga.log.slow-requests", "0s", "1h"),
                file.map(path -> limits));
    }

    private static Optional<Level> level(SettingReader reader, String key) {
        return reader.optional(key, ALLOWED_LEVELS, LogSettings::level);
    }

    private static Optional<Level> level(String name) {
        return LEVELS.stream()
                .filter(level -> level.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<Format> format(String name) {
        return switch (name) {
            case "auto" -> Optional.of(Format.AUTO);
            case "text" -> Optional.of(Format.TEXT);
            case "json" -> Optional.of(Format.JSON);
            default -> Optional.empty();
        };
    }
}
