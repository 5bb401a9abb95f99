package cotinga.flow;

import java.beans.PropertyChangeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Collects the messages that are logged as errors, or at another level and above, while it listens. */
public final class LogWatch {
    private final Level level;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("watch", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(level)) {
                String line = event.getLoggerName() + ": " + event.getMessage().getFormattedMessage();
                errors.add(event.getThrown() == null ? line : line + " " + event.getThrown());
            }
        }
    };

    /** A command configures the log again, which removes appenders. */
    private final PropertyChangeListener configured = change -> {
        appender.start();
        root().addAppender(appender, level(), null);
    };

    public LogWatch() {
        this(Level.ERROR);
    }

    public LogWatch(Level level) {
        this.level = level;
    }

    public void begin() {
        errors.clear();
        appender.start();
        root().addAppender(appender, level, null);
        LoggerContext.getContext(false).addPropertyChangeListener(configured);
    }

    public void end() {
        LoggerContext.getContext(false).removePropertyChangeListener(configured);
        root().removeAppender(appender.getName());
        appender.stop();
    }

    public List<String> errors() {
        return List.copyOf(errors);
    }

    private Level level() {
        return level;
    }

    private static LoggerConfig root() {
        return LoggerContext.getContext(false).getConfiguration().getRootLogger();
    }
}
