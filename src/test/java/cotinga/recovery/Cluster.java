package cotinga.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.flow.StandInUpstream;
import cotinga.report.ReportVariant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two writers, whose clocks differ by half a minute, and two readers as processes on one PostgreSQL server. Each writer reaches it through
 * a proxy of its own. Runs are disturbed, and what the database then has is compared with a database of another instance, whose runs nobody disturbs.
 */
public final class Cluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "a-key-of-an-operator-of-thirty-two-characters";
    private static final String DATABASE = "shared";
    private static final String UNDISTURBED = "undisturbed";
    private static final List<String> WRITERS = List.of("writer-1", "writer-2");
    private static final List<String> READERS = List.of("reader-1", "reader-2");

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration LONGEST_STATUS = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration DIFFERENCE_OF_CLOCKS = Duration.ofSeconds(30);

    /**
     * The times after which the cluster is too slow.
     *
     * @param takeOver until another writer leads
     * @param pause the shortest time for which the leader is paused or cut off
     * @param lag until a reader serves a new version
     * @param reconnection the same since the server has started again, so that the reader connects first
     */
    public record Limits(Duration takeOver, Duration pause, Duration lag, Duration reconnection) {
        /** What the documents promise, on a machine that does nothing else. */
        public static final Limits OF_DOCUMENTS = new Limits(
                Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(12));

        /** Long enough for a machine that is slow or busy. Each pause is long enough for a take-over. */
        static final Limits OF_TESTS = new Limits(
                Duration.ofSeconds(25), Duration.ofSeconds(26), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /** What happens to the leader during a run. */
    public enum Disturbance {
        NOTHING("nothing"),
        KILL("SIGKILL"),
        PAUSE("SIGSTOP"),
        CUT("its connections to the database stall"),
        RESTART("PostgreSQL stops");

        private final String text;

        Disturbance(String text) {
            this.text = text;
        }
    }

    /**
     * What followed a disturbance.
     *
     * @param text the disturbance and its moment
     * @param takeOver the milliseconds until another writer led; empty if none did
     * @param publications the number of new data versions
     * @param lostWeeks whether weeks or revisions differ from the undisturbed ones
     * @param lags the milliseconds until each reader served the new version
     * @param flaws what must not happen
     */
    public record Outcome(
            Disturbance disturbance,
            String text,
            Optional<Long> takeOver,
            long publications,
            boolean lostWeeks,
            List<Long> lags,
            List<String> flaws) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Path home;
    private final Editions editions;
    private final Random random;
    private final Limits limits;
    private final StandInUpstream upstream = new StandInUpstream();
    private final RestartablePostgres server;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final List<Member> writers = new ArrayList<>();
    private final List<Member> readers = new ArrayList<>();
    private final RunningApplication undisturbed;
    private final PublicationWatch publications;
    private final List<ReaderWatch> watches = new ArrayList<>();
    private final NavigableMap<Long, Integer> versions = new ConcurrentSkipListMap<>();
    private volatile boolean isDatabaseDown;
    private long databaseUpSince = Long.MIN_VALUE;
    private int edition;
    private long runNanos;

    /** One process, which can be started several times. */
    private final class Member {
        private final String name;
        private final int port = Integer.parseInt(RunningApplication.freePort());
        private final Map<String, String> settings = new HashMap<>();
        private final @Nullable StallingProxy proxy;
        private final Duration clockAhead;
        private OneRun process;
        private int starts;

        Member(String name, String role) throws IOException {
            this.name = name;
            clockAhead = name.equals(WRITERS.get(1)) ? DIFFERENCE_OF_CLOCKS : Duration.ZERO;
            proxy = role.equals("writer") ? new StallingProxy(server.port()) : null;
            settings.putAll(settingsOf(proxy == null ? server.port() : proxy.port(), DATABASE, name));
            settings.put("cotinga.role", role);
            settings.put("cotinga.instance", name);
            settings.put("cotinga.http.port", String.valueOf(port));
            settings.put("cotinga.management.port", RunningApplication.freePort());
            Files.createDirectories(home.resolve(name));
            process = start();
            members.add(this);
        }

        /** Starts the process; each start has a log of its own. */
        OneRun start() throws IOException {
            starts++;
            process = OneRun.service(
                    home.resolve(name),
                    home.resolve(name + "-" + starts + ".log"),
                    RunningApplication.asEnvironment(settings),
                    "-Dtests.clock-ahead=" + clockAhead,
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC");
            return process;
        }

        /** Its status; empty if it does not answer. */
        Optional<JsonNode> status() throws InterruptedException {
            try {
                return Optional.of(JSON.readTree(ask(this, "GET", "/api/v1/cot/status", "", LONGEST_STATUS)
                        .body()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        boolean leads() throws InterruptedException {
            return status().filter(status -> status.at("/instance/leading").booleanValue())
                    .isPresent();
        }

        StallingProxy proxy() {
            if (proxy == null) {
                throw new IllegalStateException(name + " has no proxy");
            }
            return proxy;
        }
    }

    /**
     * Starts the processes, and publishes the first edition.
     *
     * @param home the directory of their data and logs, which is empty
     * @param trials the number of disturbances that can follow
     */
    public Cluster(Path home, int trials, long seed, Limits limits) throws Exception {
        this.home = home;
        this.limits = limits;
        editions = new Editions(trials);
        random = new Random(seed);
        Runtime.getRuntime().addShutdownHook(new Thread(this::killProcesses, "end of the cluster"));
        server = new RestartablePostgres(home.resolve("postgresql"));
        server.create(DATABASE);
        server.create(UNDISTURBED);
        editions.release(upstream, edition);
        versions.put(1L, edition);
        undisturbed = RunningApplication.forRuns(
                settingsOf(server.port(), UNDISTURBED, UNDISTURBED), home.resolve(UNDISTURBED), Clock.systemUTC());
        undisturbed.refreshReports();
        writers.add(new Member(WRITERS.get(0), "writer"));
        awaitLeader(LONGEST_START); // it creates the tables
        writers.add(new Member(WRITERS.get(1), "writer"));
        for (String name : READERS) {
            readers.add(new Member(name, "reader"));
        }
        publications = new PublicationWatch(server.database(DATABASE));
        inBackground(publications, "publications");
        for (Member member : List.of(writers.get(1), readers.get(0), readers.get(1))) {
            require(
                    await(LONGEST_START, () -> member.status().isPresent()),
                    member.name + " has not started:\n" + member.process.output());
        }
        for (Member reader : readers) {
            require(
                    await(LONGEST_START, () -> reader.status()
                            .filter(status -> status.path("data_version").longValue() == 1)
                            .isPresent()),
                    reader.name + " does not serve the first edition");
            ReaderWatch watch = new ReaderWatch(reader.name, reader.port, editions, versions, () -> isDatabaseDown);
            watches.add(watch);
            inBackground(watch, reader.name);
        }
    }

    private Map<String, String> settingsOf(int databasePort, String database, String name) {
        return Map.ofEntries(
                Map.entry("cotinga.database.url", RestartablePostgres.url(databasePort, database)),
                Map.entry("cotinga.database.user", RestartablePostgres.USER),
                Map.entry("cotinga.backup.enabled", "false"),
                Map.entry(
                        "cotinga.data.directory",
                        home.resolve(name).resolve("data").toString()),
                Map.entry(
                        "cotinga.export.directory",
                        home.resolve(name).resolve("export").toString()),
                Map.entry("cotinga.data.reserve", "16MB"),
                Map.entry("cotinga.run.on-start", "true"),
                Map.entry("cotinga.cftc.base-url", upstream.url()),
                Map.entry("cotinga.cftc.retry-delay", "100ms"),
                Map.entry("cotinga.cftc.watch", "false"),
                Map.entry(
                        "cotinga.cftc.variants",
                        Editions.VARIANTS.stream().map(ReportVariant::path).collect(Collectors.joining(","))),
                Map.entry("cotinga.cftc.first-year", String.valueOf(editions.firstYear())),
                Map.entry("cotinga.cftc.last-year", String.valueOf(Editions.lastYear())),
                Map.entry("cotinga.prices.enabled", "false"),
                Map.entry("cotinga.api.rate-limit.reads", "0"),
                Map.entry("cotinga.api.rate-limit.admin", "0"),
                Map.entry("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8))));
    }

    /** Releases an edition, requests a run from the leader and disturbs it at a moment by chance. */
    public Outcome disturb(Disturbance disturbance) throws Exception {
        long before = publications.newest();
        edition++;
        versions.put(before + 1, edition);
        editions.release(upstream, edition);
        undisturbed.refreshReports();
        Snapshot expected = Snapshot.ofDatabase(undisturbed.database());
        List<String> flaws = new ArrayList<>();
        Member leader = awaitLeader(LONGEST_RUN);
        double moment = random.nextDouble() * 1.1;
        long lasts = limits.pause().toNanos() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(15_000));
        if (disturbance == Disturbance.RESTART) {
            lasts /= 4;
        }
        long requested = System.nanoTime();
        requestRun(leader);
        if (disturbance != Disturbance.NOTHING) {
            TimeUnit.NANOSECONDS.sleep((long) (moment * runNanos));
        }
        String text = text(disturbance, leader, System.nanoTime() - requested, lasts);
        Optional<Long> takeOver = apply(disturbance, leader, lasts);
        if (mustTakeOver(disturbance, lasts)
                && takeOver.filter(millis -> millis <= limits.takeOver().toMillis())
                        .isEmpty()) {
            flaws.add(takeOver.map(millis -> "another writer led only after " + millis + " ms")
                    .orElse("no other writer led"));
        }
        if (disturbance == Disturbance.RESTART && hasFailed(before)) {
            requestRun(awaitLeader(LONGEST_RUN));
            text += ", the run failed and was requested again";
        }
        if (!await(LONGEST_RUN, () -> publications.newest() > before && openRuns() == 0)) {
            flaws.add("the run was not completed within " + LONGEST_RUN + " after the disturbance: version "
                    + publications.newest() + " after " + before + ", " + openRuns() + " open runs");
            requestRun(awaitLeader(LONGEST_RUN));
            await(LONGEST_RUN, () -> publications.newest() > before && openRuns() == 0);
        }
        if (disturbance == Disturbance.NOTHING) {
            runNanos = System.nanoTime() - requested;
        }
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        awaitLeader(LONGEST_RUN);
        if (!await(LONGEST_START, () -> leader.status().isPresent())) {
            flaws.add(leader.name + " does not answer");
        }
        List<String> differences =
                Snapshot.ofDatabase(server.database(DATABASE)).differencesFrom(expected);
        flaws.addAll(differences);
        long published = publications.newest() - before;
        if (published != 1) {
            flaws.add("found " + published + " new data versions, expected 1");
        }
        if (number("SELECT COUNT(*) FROM publication p JOIN publication n ON n.version = p.version + 1"
                        + " WHERE n.created_at < p.created_at")
                > 0) {
            flaws.add("a publication is older than the one before");
        }
        List<Long> lags = lags(before + 1, flaws);
        watches.forEach(watch -> flaws.addAll(watch.takeOdd()));
        return new Outcome(
                disturbance,
                text,
                takeOver,
                published,
                differences.stream()
                        .anyMatch(difference ->
                                difference.startsWith("table week ") || difference.startsWith("table revision ")),
                lags,
                flaws);
    }

    private static String text(Disturbance disturbance, Member leader, long nanos, long lasts) {
        String begin = String.format(
                Locale.ROOT, "%s, %s after %d ms", leader.name, disturbance.text, TimeUnit.NANOSECONDS.toMillis(nanos));
        return switch (disturbance) {
            case NOTHING -> disturbance.text;
            case KILL -> begin;
            case PAUSE, CUT, RESTART -> begin + String.format(Locale.ROOT, " for %.1f s", lasts / 1e9);
        };
    }

    /** Disturbs the leader until the disturbance has ended; returns after how many milliseconds another writer led, if one did. */
    private Optional<Long> apply(Disturbance disturbance, Member leader, long lasts) throws Exception {
        Optional<Long> takeOver = Optional.empty();
        long since = System.nanoTime();
        switch (disturbance) {
            case NOTHING -> {}
            case KILL -> {
                leader.process.kill();
                takeOver = awaitTakeOver(leader, since, LONGEST_RUN.toNanos(), false);
                leader.start();
            }
            case PAUSE -> {
                leader.process.signal("STOP");
                takeOver = awaitTakeOver(leader, since, lasts, true);
                leader.process.signal("CONT");
            }
            case CUT -> {
                leader.proxy().stall();
                takeOver = awaitTakeOver(leader, since, lasts, true);
                leader.proxy().resume();
            }
            case RESTART -> {
                isDatabaseDown = true;
                server.stop();
                takeOver = awaitTakeOver(leader, since, lasts, true);
                server.start();
                databaseUpSince = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(limits.lag().toNanos());
                isDatabaseDown = false;
            }
        }
        return takeOver;
    }

    private boolean mustTakeOver(Disturbance disturbance, long lasts) {
        return disturbance == Disturbance.KILL
                || ((disturbance == Disturbance.PAUSE || disturbance == Disturbance.CUT)
                        && lasts > limits.takeOver().toNanos());
    }

    /**
     * Whether the run has ended without a publication, and no other begins. As on one instance, a run may fail in a short outage, and the
     * next one then completes it.
     */
    private boolean hasFailed(long before) throws Exception {
        return await(LONGEST_RUN, () -> openRuns() == 0)
                && !await(SETTLING, () -> openRuns() > 0 || publications.newest() > before);
    }

    /** How long the readers took to serve a version since they could read it in the database, in milliseconds. */
    private List<Long> lags(long version, List<String> flaws) throws Exception {
        List<Long> lags = new ArrayList<>();
        Optional<Long> visible = publications.visibleSince(version);
        for (ReaderWatch watch : watches) {
            await(limits.reconnection(), () -> watch.firstServed(version).isPresent());
            Optional<Long> served = watch.firstServed(version);
            if (visible.isEmpty() || served.isEmpty()) {
                flaws.add(watch.name() + " does not serve version " + version);
                continue;
            }
            boolean hasReconnected = visible.get() < databaseUpSince && served.get() > databaseUpSince;
            long nanos = served.get() - (hasReconnected ? databaseUpSince : visible.get());
            lags.add(TimeUnit.NANOSECONDS.toMillis(nanos));
            if (nanos > (hasReconnected ? limits.reconnection() : limits.lag()).toNanos()) {
                flaws.add(watch.name() + " served version " + version + " late");
            }
        }
        return lags;
    }

    /**
     * Waits until another writer leads; returns after how many milliseconds it did, if it did.
     *
     * @param since when the disturbance began
     * @param longest how long to wait
     * @param isWhole whether to wait that long also if another writer leads before
     */
    private Optional<Long> awaitTakeOver(Member former, long since, long longest, boolean isWhole)
            throws InterruptedException {
        Member other = writers.get(former == writers.get(0) ? 1 : 0);
        while (System.nanoTime() - since < longest) {
            if (other.leads()) {
                long nanos = System.nanoTime() - since;
                if (isWhole) {
                    TimeUnit.NANOSECONDS.sleep(longest - nanos);
                }
                return Optional.of(TimeUnit.NANOSECONDS.toMillis(nanos));
            }
            TimeUnit.NANOSECONDS.sleep(SHORT.toNanos());
        }
        return Optional.empty();
    }

    private Member awaitLeader(Duration longest) throws Exception {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            for (Member writer : writers) {
                if (writer.leads()) {
                    return writer;
                }
            }
            TimeUnit.NANOSECONDS.sleep(SHORT.toNanos());
        }
        throw new IllegalStateException("No writer leads after " + longest + "; see the logs in " + home);
    }

    private void requestRun(Member leader) throws IOException, InterruptedException {
        HttpResponse<String> started = ask(leader, "POST", "/api/v1/admin/runs", "{\"kind\":\"reports\"}", LONGEST_RUN);
        boolean isUnderWay = started.statusCode() == 409; // a new leader begins one itself
        require(started.statusCode() == 202 || isUnderWay, leader.name + " did not begin a run: " + started.body());
    }

    private HttpResponse<String> ask(Member member, String method, String path, String body, Duration longest)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + member.port + path))
                        .timeout(longest)
                        .header("X-API-Key", KEY)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private long openRuns() throws SQLException {
        return number("SELECT COUNT(*) FROM run WHERE status = 'running'");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = server.database(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The number of polls of the readers so far. */
    public int polls() {
        return watches.stream().mapToInt(ReaderWatch::polls).sum();
    }

    /** The number of responses of the readers with status 503. */
    public int rejected() {
        return watches.stream().mapToInt(ReaderWatch::rejected).sum();
    }

    /** The longest time that a response of a reader took. */
    public Duration slowestResponse() {
        return watches.stream()
                .map(ReaderWatch::slowest)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The duration of an undisturbed run. */
    public Duration undisturbedRun() {
        return Duration.ofNanos(runNanos);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static boolean await(Duration longest, Condition condition) throws Exception {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            if (condition.holds()) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(SHORT.toNanos());
        }
        return condition.holds();
    }

    private static void inBackground(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void require(boolean holds, String failure) {
        if (!holds) {
            throw new IllegalStateException(failure);
        }
    }

    private void killProcesses() {
        try {
            for (Member member : members) {
                member.process.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        watches.forEach(ReaderWatch::end);
        publications.end();
        killProcesses();
        for (Member writer : writers) {
            writer.proxy().close();
        }
        undisturbed.close();
        server.close();
        upstream.close();
    }
}
