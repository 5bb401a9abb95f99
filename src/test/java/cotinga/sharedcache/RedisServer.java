package cotinga.sharedcache;

import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Redis server of its own, which can be stopped and started again. It stores nothing on the disk. */
public final class RedisServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tool client = Tool.installed("redis-cli", "redis-tools");
    private final Path directory;
    private final List<String> command;
    private final String port = RunningApplication.freePort();
    private @Nullable Process process;

    /** Starts it with these options, in which {@code $port} is its port; the test is skipped if it is not installed. */
    public RedisServer(Path directory, String... options) {
        Tool.installed("redis-server", "redis-server");
        this.directory = directory;
        this.command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1", "--save", "", "--port", port));
        Stream.of(options).map(option -> option.replace("$port", port)).forEach(command::add);
        start();
    }

    public String port() {
        return port;
    }

    /** Without credentials. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(PATIENCE).until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public void stop() {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        running.onExit().join();
    }

    /** Has it stop to reply, with its connections open. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            Tool.installed("kill", "procps")
                    .run(
                            directory,
                            signal,
                            String.valueOf(Objects.requireNonNull(process).pid()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What redis-cli prints for a command. */
    public String execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-p", port));
        all.addAll(List.of(arguments));
        try {
            return client.run(directory, all.toArray(String[]::new)).strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys of responses. */
    public List<String> keys() {
        return execute("KEYS", "cotinga:*")
                .lines()
                .filter(key -> key.contains(":market:"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        stop();
    }
}
