package cotinga.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The format of log lines. */
class LogLineTest {
    @Test
    void externalTextCannotForgeALogLineOrAColour() throws IOException {
        String line = logged("a\r\n12:00:00 ERROR Application b\u001B[31m\u2028c\u202Ed {e} \t100 %");

        assertThat(line)
                .matches(
                        "(?s)[0-9-]{10}T[0-9:.]{12}[+-][0-9:]{5} INFO +Some +a\uFFFD\uFFFD12:00:00 ERROR Application b\uFFFD\\[31m\uFFFDc\uFFFDd"
                                + " \\{e} \uFFFD100 %\\R");
        assertThat(logged("Jörg – 50 %").strip()).endsWith("Jörg – 50 %");
    }

    @Test
    void externalTextInAStackTraceCannotForgeALogLine() throws IOException {
        IOException failure = new IOException("a\n12:00:00 ERROR Application b\r12:00:00 \u001B[31mc");
        failure.initCause(new IllegalStateException("d\r\n\n12:00:00 ERROR Application e"));

        String text = logged("failed", failure);

        assertThat(text.lines().toList())
                .filteredOn(line -> line.matches("\\d.*"))
                .singleElement()
                .asString()
                .endsWith("failed");
        assertThat(text.lines().skip(2)).isNotEmpty().allMatch(line -> line.startsWith("    ") || line.isEmpty());
        assertThat(text)
                .contains("java.io.IOException: a", "Caused by: java.lang.IllegalStateException: d", "at cotinga.flow")
                .doesNotContain("\r", "\u001B")
                .endsWith("\n");
        assertThat(text.split("java.io.IOException: a", -1)).as("one trace").hasSize(2);
    }

    private static String logged(String message) throws IOException {
        return logged(message, null);
    }

    private static String logged(String message, @Nullable Throwable failure) throws IOException {
        try (InputStream stream = LogLineTest.class.getResourceAsStream("/log4j2.properties");
                LoggerContext context = new LoggerContext("lines")) {
            Configuration configuration = new PropertiesConfigurationFactory()
                    .getConfiguration(context, new ConfigurationSource(Objects.requireNonNull(stream)));
            configuration.initialize();
            Appender console = configuration.getAppender("console");
            return Objects.requireNonNull(console)
                    .getLayout()
                    .toSerializable(Log4jLogEvent.newBuilder()
                            .setLoggerName("some.Some")
                            .setLevel(Level.INFO)
                            .setMessage(new SimpleMessage(message))
                            .setThrown(failure)
                            .build())
                    .toString();
        }
    }
}
