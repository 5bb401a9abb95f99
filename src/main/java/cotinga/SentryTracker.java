package cotinga;

import cotinga.base.LogContext;
import cotinga.base.Redaction;
import cotinga.settings.ErrorSettings;
import io.sentry.Hint;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.hints.SubmissionResult;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import io.sentry.util.HintUtils;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is logged as an error, with its exception, and exceptions that end a thread, with Sentry's client. Only this client is used,
 * not the global state of its library: no hook, no session, no file, and nothing about the machine.
 */
final class SentryTracker implements ErrorTracker {
    private static final Logger LOG = LoggerFactory.getLogger(SentryTracker.class);

    private static final List<String> TAGS =
            List.of(LogContext.REQUEST, LogContext.RUN, LogContext.ROUTE, LogContext.ARCHIVE, LogContext.SYMBOL);
    private static final int MOST_WAITING = 100;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MILLIS_TO_FLUSH = 2_000;

    private final Redaction redaction;
    private final String host;
    private final SentryClient client;
    private final LoggerContext log = LoggerContext.getContext(false);
    private final Thread.@Nullable UncaughtExceptionHandler earlierHandler =
            Thread.getDefaultUncaughtExceptionHandler();
    private final Thread.UncaughtExceptionHandler handler = SentryTracker::logEnd;
    private final AtomicBoolean failing = new AtomicBoolean();

    private final AbstractAppender appender = new AbstractAppender("errors", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            send(event);
        }
    };

    private SentryTracker(String dsn, ErrorSettings settings) {
        redaction = settings.redaction();
        host = URI.create(dsn).getHost();
        client = new SentryClient(options(dsn, settings.environment()));
    }

    static ErrorTracker open(String dsn, ErrorSettings settings) {
        SentryTracker tracker = new SentryTracker(dsn, settings);
        tracker.begin();
        return tracker;
    }

    private SentryOptions options(String dsn, String environment) {
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn);
        options.setRelease("cotinga@" + Build.version());
        options.setEnvironment(environment);
        options.addInAppInclude("cotinga");
        options.setAttachServerName(false);
        options.setSendClientReports(false);
        options.getMetrics().setEnabled(false);
        options.setMaxQueueSize(MOST_WAITING);
        options.setConnectionTimeoutMillis(TIMEOUT_MILLIS);
        options.setReadTimeoutMillis(TIMEOUT_MILLIS);
        options.setShutdownTimeoutMillis(MILLIS_TO_FLUSH);
        options.setFlushTimeoutMillis(0);
        options.setBeforeSend((event, hint) -> redacted(event));
        return options;
    }

    private void begin() {
        appender.start();
        log.getConfiguration().getRootLogger().addAppender(appender, Level.ERROR, null);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    private static void logEnd(Thread thread, Throwable failure) {
        LOG.error("The thread {} has ended with an exception", thread.getName(), failure);
    }

    private void send(LogEvent logged) {
        SentryEvent event = new SentryEvent(logged.getThrown());
        Message message = new Message();
        message.setFormatted(logged.getMessage().getFormattedMessage());
        event.setMessage(message);
        event.setLevel(SentryLevel.ERROR);
        event.setLogger(logged.getLoggerName());
        Map<String, String> context = logged.getContextData().toMap();
        TAGS.stream().filter(context::containsKey).forEach(tag -> event.setTag(tag, context.get(tag)));
        Hint hint = HintUtils.createWithTypeCheckHint(new Submission());
        client.captureEvent(event, null, hint);
    }

    /** Removes secrets and paths from the texts of an event. */
    private SentryEvent redacted(SentryEvent event) {
        Message message = Objects.requireNonNull(event.getMessage());
        message.setFormatted(redacted(message.getFormatted()));
        Map<String, String> tags = new HashMap<>();
        Objects.requireNonNullElse(event.getTags(), Map.<String, String>of())
                .forEach((tag, value) -> tags.put(tag, redaction.of(value)));
        event.setTags(tags);
        for (SentryException exception :
                Objects.requireNonNullElse(event.getExceptions(), List.<SentryException>of())) {
            exception.setValue(redacted(exception.getValue()));
        }
        return event;
    }

    private @Nullable String redacted(@Nullable String text) {
        return text == null ? null : redaction.of(text);
    }

    private void report(boolean isAccepted) {
        if (failing.getAndSet(!isAccepted) != isAccepted) {
            return;
        }
        if (isAccepted) {
            LOG.info("The error tracker at {} accepts errors again", host);
        } else {
            LOG.warn(
                    "Errors are not reported: the tracker at {} cannot be reached or rejects them; check"
                            + " cotinga.errors.dsn",
                    host);
        }
    }

    @Override
    public void close() {
        log.getConfiguration().getRootLogger().removeAppender(appender.getName());
        appender.stop();
        if (Thread.getDefaultUncaughtExceptionHandler() == handler) {
            Thread.setDefaultUncaughtExceptionHandler(earlierHandler);
        }
        client.close();
    }

    /** Is notified of the result of a request. */
    private final class Submission implements SubmissionResult {
        @Override
        public void setResult(boolean success) {
            report(success);
        }

        @Override
        public boolean isSuccess() {
            return !failing.get();
        }
    }
}
