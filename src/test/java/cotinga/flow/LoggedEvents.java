package cotinga.flow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Collects everything that is logged until it is closed. */
public final class LoggedEvents implements AutoCloseable {
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("events", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }
    };

    public LoggedEvents() {
        appender.start();
        loggers().forEach(logger -> logger.addAppender(appender, null, null));
    }

    /** The loggers that pass their events on to no other. */
    private static Stream<LoggerConfig> loggers() {
        return LoggerContext.getContext(false).getConfiguration().getLoggers().values().stream()
                .filter(logger -> logger.getParent() == null || !logger.isAdditive());
    }

    /** The events of a logger and of those below it. */
    public List<LogEvent> of(String logger) {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(logger)
                        || event.getLoggerName().startsWith(logger + "."))
                .toList();
    }

    @Override
    public void close() {
        loggers().forEach(logger -> logger.removeAppender(appender.getName()));
        appender.stop();
    }
}
