package cotinga.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.RunningApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code cotinga} with 512 MB of heap as a process of its own, whose CPU time is known. */
final class InstanceProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAP = "-Xmx512m";
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final long PAUSE_MILLIS = 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String key;
    private final int port = Integer.parseInt(RunningApplication.freePort());
    private final Path log;
    private final Process process;
    private double cpuSeconds;

    /**
     * Starts the process.
     *
     * @param home the folder of its log
     * @param name the name of the instance
     * @param key the key of an administrator
     */
    InstanceProcess(Path home, String name, String key, Map<String, String> settings, String... arguments)
            throws IOException {
        this.key = key;
        log = home.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "cotinga.Cotinga"));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(settings);
        all.put("cotinga.instance", name);
        all.put("cotinga.http.port", String.valueOf(port));
        all.put("cotinga.management.port", RunningApplication.freePort());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(RunningApplication.asEnvironment(all));
        process = builder.start();
    }

    int port() {
        return port;
    }

    /** The CPU time of the process so far. */
    double cpuSeconds() {
        cpuSeconds = process.info()
                .totalCpuDuration()
                .map(cpu -> cpu.toMillis() / 1e3)
                .orElse(cpuSeconds);
        return cpuSeconds;
    }

    /** Waits until the process has ended by itself; the last line of its log. */
    String awaitEnd() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            cpuSeconds();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The process took longer than " + LONGEST + "; see " + log);
            }
        }
        return "status " + process.exitValue() + "; "
                + Files.readString(log).strip().lines().reduce("", (earlier, line) -> line);
    }

    /** Waits until its status has a data version that is not below this one. */
    void awaitVersion(long version) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (version() < version) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException("Data version " + version + " was not served; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** The data version in its status; -1 if it does not answer. */
    long version() throws InterruptedException {
        JsonNode version = status().path("data_version");
        return version.isNumber() ? version.longValue() : -1;
    }

    /** Its status; an empty node if it does not answer. */
    JsonNode status() throws InterruptedException {
        try {
            return JSON.readTree(ask("GET", "/api/v1/cot/status", "").body());
        } catch (IOException notYet) {
            return JSON.createObjectNode();
        }
    }

    /** A request for a compressed response, which must succeed. */
    void get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": found status " + response.statusCode() + ", expected 200");
        }
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return ask("POST", path, body);
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }
}
