package cotinga;

import cotinga.http.AccessLog;
import cotinga.settings.LogSettings;
import cotinga.settings.LogSettings.Format;
import cotinga.settings.LogSettings.LogFile;
import cotinga.settings.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationBuilder;

/**
 * The configuration of Log4j: {@code log4j2.properties}, completed by the settings. Lines are written by the thread that logs, so that
 * none is lost; only the access log has a thread of its own, because event loops must not wait.
 */
final class Logging {
    private static final String DEFAULTS = "/log4j2.properties";
    private static final String EVENT_TEMPLATE = "classpath:cotinga/log-event.json";
    private static final String PATTERN = "appender.console.layout.pattern";
    private static final String ROOT = "root";

    /** Removes the progress line of a terminal. */
    private static final String LINE_START = "\r\u001B[K";

    private static final int MOST_WAITING_LINES = 8_192;

    private final LogSettings settings;
    private final boolean service;
    private final boolean terminal;
    private final Properties properties = defaults();

    /**
     * A configuration.
     *
     * @param service whether it is of a service; false for a single run
     * @param terminal whether the output is a terminal
     */
    Logging(LogSettings settings, boolean service, boolean terminal) {
        this.settings = settings;
        this.service = service;
        this.terminal = terminal;
    }

    /** Whether lines on the output are JSON. */
    boolean isJson() {
        return settings.format() == Format.JSON || (settings.format() == Format.AUTO && service && !terminal);
    }

    /**
     * Configures the log from now on.
     *
     * @throws SettingException if the log file cannot be written
     */
    void start() {
        settings.file().map(LogFile::path).ifPresent(Logging::requireWritable);
        Configurator.reconfigure(configuration(LoggerContext.getContext(false)));
    }

    Configuration configuration(LoggerContext context) {
        return new PropertiesConfigurationBuilder()
                .setConfigurationSource(ConfigurationSource.NULL_SOURCE)
                .setRootProperties(properties())
                .setLoggerContext(context)
                .build();
    }

    private static void requireWritable(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new SettingException(List.of("cotinga.log.file is '" + file + "', which cannot be written (" + e
                    + "), expected a file; check its permissions, or set another"));
        }
    }

    private Properties properties() {
        String text = properties.getProperty(PATTERN);
        if (isJson()) {
            setJson("appender.console.layout.");
        } else if (terminal) {
            set(PATTERN, LINE_START + coloured(text));
        }
        settings.file().ifPresent(file -> addFile(file, text));
        setLevels();
        addAccessLog();
        return properties;
    }

    /** The level in its colour, and what follows the message dimmed. */
    private static String coloured(String pattern) {
        return pattern.replace("%-5level", "%highlight{%-5level}")
                .replaceFirst("(?:%notEmpty\\{[^{}]*\\{[^{}]*}[^{}]*})+", "%style{$0}{bright_black}");
    }

    private void setJson(String layout) {
        properties.keySet().removeIf(key -> String.valueOf(key).startsWith(layout));
        set(layout + "type", "JsonTemplateLayout");
        set(layout + "eventTemplateUri", EVENT_TEMPLATE);
        set(layout + "version.type", "EventTemplateAdditionalField");
        set(layout + "version.key", "service.version");
        set(layout + "version.value", Build.version());
    }

    private void addFile(LogFile file, String pattern) {
        Path path = file.path().toAbsolutePath();
        Path folder = path.getParent();
        String[] name = nameAndExtension(path);
        String appender = "appender.file.";
        set(appender + "type", "RollingFile");
        set(appender + "name", "file");
        set(appender + "fileName", path);
        set(appender + "filePattern", path.resolveSibling(name[0]) + "-%d{yyyy-MM-dd}-%i" + name[1] + ".gz");
        if (settings.format() == Format.TEXT) {
            set(appender + "layout.type", "PatternLayout");
            set(appender + "layout.pattern", pattern);
            set(appender + "layout.alwaysWriteExceptions", false);
        } else {
            setJson(appender + "layout.");
        }
        set(appender + "policies.type", "Policies");
        set(appender + "policies.day.type", "TimeBasedTriggeringPolicy");
        set(appender + "policies.size.type", "SizeBasedTriggeringPolicy");
        set(appender + "policies.size.size", file.maxBytes());
        set(appender + "strategy.type", "DefaultRolloverStrategy");
        set(appender + "strategy.fileIndex", "nomax");
        String deletion = appender + "strategy.deletion.";
        set(deletion + "type", "Delete");
        set(deletion + "basePath", folder == null ? path.getRoot() : folder);
        set(deletion + "name.type", "IfFileName");
        set(deletion + "name.regex", Pattern.quote(name[0]) + "-\\d{4}-.*\\.gz");
        set(deletion + "name.either.type", "IfAny");
        set(deletion + "name.either.age.type", "IfLastModified");
        set(deletion + "name.either.age.age", file.keep());
        set(deletion + "name.either.total.type", "IfAccumulatedFileSize");
        set(deletion + "name.either.total.exceeds", file.maxTotalBytes());
        set("rootLogger.appenderRef.file.ref", "file");
    }

    /** {@code cotinga} and {@code .log}. */
    private static String[] nameAndExtension(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? new String[] {name, ""} : new String[] {name.substring(0, dot), name.substring(dot)};
    }

    private void setLevels() {
        set("logger.cotinga.level", settings.level());
        settings.levels().forEach((logger, level) -> {
            if (logger.equals(ROOT)) {
                set("rootLogger.level", level);
            } else if (!logger.equals(AccessLog.LOGGER)) {
                set("logger." + logger.replace('.', '_') + "-.name", logger);
                set("logger." + logger.replace('.', '_') + "-.level", level);
            }
        });
    }

    private void addAccessLog() {
        set("appender.access.type", "Async");
        set("appender.access.name", "access");
        set("appender.access.bufferSize", MOST_WAITING_LINES);
        set("appender.access.blocking", false);
        set("appender.access.console.type", "AppenderRef");
        set("appender.access.console.ref", "console");
        settings.file().ifPresent(file -> {
            set("appender.access.file.type", "AppenderRef");
            set("appender.access.file.ref", "file");
        });
        set("logger.access.name", AccessLog.LOGGER);
        set("logger.access.level", settings.levels().getOrDefault(AccessLog.LOGGER, Level.INFO));
        set("logger.access.additivity", false);
        set("logger.access.appenderRef.access.ref", "access");
    }

    private void set(String key, Object value) {
        properties.setProperty(key, String.valueOf(value));
    }

    private static Properties defaults() {
        try (InputStream stream = Logging.class.getResourceAsStream(DEFAULTS)) {
            if (stream == null) {
                throw new IllegalStateException(DEFAULTS + " is missing inside the application");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
