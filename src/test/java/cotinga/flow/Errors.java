package cotinga.flow;

import cotinga.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Adds a first step to a route, by a route file in the working directory. The step throws errors of the virtual machine on demand. */
final class Errors {
    private static final String ADDRESS = "errors:on-demand";
    private static final String STEPS = "      steps:\n";

    private volatile @Nullable Function<String, Error> error;

    /** Replaces the route; called before the application starts. */
    Errors(Path workingDirectory, String route) throws IOException {
        Path file = fileOf(route);
        String original = Files.readString(file);
        int begin = original.indexOf(STEPS, original.indexOf(idOf(route))) + STEPS.length();
        Path copy = workingDirectory.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.writeString(
                copy,
                original.substring(0, begin) + "        - toD:\n            uri: " + ADDRESS + "\n"
                        + original.substring(begin));
    }

    private static Path fileOf(String route) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains(idOf(route))) {
                    return file;
                }
            }
        }
        throw new IllegalArgumentException("No file has the route " + route);
    }

    private static String idOf(String route) {
        return "\n    id: " + route + "\n";
    }

    /** Lets the step throw errors. */
    void begin(RunningApplication application, Function<String, Error> kind) throws Exception {
        error = kind;
        application.context().addEndpoint(ADDRESS, new Endpoint());
    }

    void end() {
        error = null;
    }

    private final class Endpoint extends DefaultEndpoint {
        @Override
        protected String createEndpointUri() {
            return ADDRESS;
        }

        @Override
        public Producer createProducer() {
            return new DefaultAsyncProducer(this) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    Function<String, Error> kind = error;
                    if (kind != null) {
                        throw kind.apply("on purpose");
                    }
                    callback.done(true);
                    return true;
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSingleton() {
            return true;
        }
    }
}
