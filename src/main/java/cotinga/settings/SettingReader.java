package cotinga.settings;

import cotinga.base.Redaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Parses settings and collects all errors. */
final class SettingReader {
    private static final char REPLACED = '\uFFFD';
    private static final String ADDRESS = "an address such as https://www.cftc.gov";

    private final Path workingDirectory;
    private final Map<String, String> values;
    private final Map<String, String> forRoutes;
    private final Set<String> known = new HashSet<>();
    private final Set<String> secrets = new HashSet<>();
    private final List<String> errors;

    SettingReader(SettingTexts texts) {
        this.workingDirectory = texts.workingDirectory();
        this.values = new TreeMap<>(texts.values());
        this.forRoutes = new TreeMap<>(values);
        this.errors = new ArrayList<>(texts.errors());
    }

    /** The text; empty if the setting is empty. */
    Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** What follows a prefix in the keys that begin with it, when any name is allowed there. */
    Set<String> namesAfter(String prefix) {
        return values.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.length() > prefix.length())
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Gives the routes another text than the one that was set. */
    void decide(String key, Object value) {
        forRoutes.put(key, String.valueOf(value));
    }

    /** The settings for the routes, as parsed here, without empty ones. */
    Map<String, String> forRoutes() {
        Map<String, String> texts = new TreeMap<>(forRoutes);
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    int wholeNumber(String key, int least, int most) {
        return wholeNumber(key, least, most, least);
    }

    Optional<Integer> wholeNumberIfSet(String key, int least, int most) {
        return optional(key, wholeNumberFrom(least, most), value -> SettingFormats.wholeNumber(value, least, most));
    }

    int wholeNumber(String key, int least, int most, int stopgap) {
        return required(
                key, stopgap, wholeNumberFrom(least, most), value -> SettingFormats.wholeNumber(value, least, most));
    }

    double number(String key, double least, double most, double stopgap) {
        return required(
                key,
                stopgap,
                "a number from " + least + " to " + most,
                value -> SettingFormats.number(value, least, most));
    }

    /** A percentage, as a share from 0 to 1. */
    double share(String key) {
        return required(key, 1.0, "a percentage from 0% to 100%", SettingFormats::share);
    }

    boolean flag(String key) {
        return required(key, false, "true or false", SettingFormats::flag);
    }

    String httpAddress(String key) {
        return required(key, "", ADDRESS, SettingFormats::httpAddress);
    }

    Optional<String> httpAddressIfSet(String key) {
        return optional(key, ADDRESS, SettingFormats::httpAddress);
    }

    /** A path; a relative path is resolved in the working directory. */
    Path path(String key) {
        return pathIfSet(key).orElseGet(() -> {
            if (text(key).isEmpty()) {
                reject(key, "", "a path");
            }
            return Path.of("");
        });
    }

    /** The directory of a file endpoint in a route. */
    Path endpointPath(String key) {
        Path path = path(key);
        EndpointPath.unusable(path)
                .ifPresentOrElse(
                        characters -> reject(
                                key, path.toString(), "a path without '" + characters + "'; choose another directory"),
                        () -> decide(key, EndpointPath.of(path)));
        return path;
    }

    Optional<Path> pathIfSet(String key) {
        Optional<Path> path = optional(
                key,
                "a path without control characters that the locale of this process can represent; if the name is"
                        + " right, set LC_ALL=C.UTF-8",
                value -> Optional.of(inWorkingDirectory(value)).filter(SettingReader::isWritten));
        path.ifPresent(found -> decide(key, found));
        return path;
    }

    private Path inWorkingDirectory(String path) {
        return workingDirectory.resolve(path);
    }

    /** Whether the locale can represent a path; otherwise characters have been replaced. */
    private static boolean isWritten(Path path) {
        String name = path.toAbsolutePath().toString();
        return name.indexOf(REPLACED) < 0 && name.chars().noneMatch(Character::isISOControl);
    }

    /** A local address to listen on. */
    InetAddress listenAddress(String key) {
        InetAddress address = required(
                key,
                InetAddress.getLoopbackAddress(),
                "all, or an address or name of this machine such as 127.0.0.1",
                SettingFormats::listenAddress);
        decide(key, address.getHostAddress());
        return address;
    }

    /** Derives a setting of Camel from one of Cotinga; rejects a different value. */
    void follow(String camelKey, Object value, String key) {
        String spelling = CamelKeys.spellingIn(values.keySet(), camelKey);
        String found = values.getOrDefault(spelling, "");
        if (!found.isEmpty() && !found.equals(String.valueOf(value))) {
            reject(spelling, found, "no value, because " + key + " determines it; set that one instead");
        }
        decide(spelling, value);
    }

    /** Transforms the text of a setting. */
    void replace(String key, UnaryOperator<String> form) {
        values.computeIfPresent(key, (same, text) -> form.apply(text));
        forRoutes.computeIfPresent(key, (same, text) -> form.apply(text));
    }

    ZoneId zone(String key) {
        return required(
                key, ZoneOffset.UTC, "a time zone such as America/New_York", value -> Optional.of(ZoneId.of(value)));
    }

    Optional<LocalDate> dateIfSet(String key, LocalDate first, LocalDate last) {
        return optional(
                key,
                "a date such as 2026-11-20, from " + first + " to " + last,
                value -> SettingFormats.date(value, first, last));
    }

    Optional<Integer> yearIfSet(String key, int first, int last) {
        return optional(
                key,
                "a year from " + first + " to " + last + ", the current one",
                value -> SettingFormats.wholeNumber(value, first, last));
    }

    /**
     * A duration within a range. A rejected value is replaced by the longest one, which causes no further errors.
     *
     * @param least the shortest duration as a setting, such as {@code 1s}
     * @param most the longest duration
     */
    Duration duration(String key, String least, String most) {
        Duration shortest = SettingFormats.duration(least).orElseThrow();
        Duration longest = SettingFormats.duration(most).orElseThrow();
        String allowed = "a duration such as 30s, 10m, 2h or 1d, from " + least + " to " + most;
        return required(key, longest, allowed, value -> SettingFormats.duration(value)
                .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0));
    }

    /** A delay within a range, which the routes get in milliseconds. After an error, it is the longest one. */
    Duration delay(String key, String least, String most) {
        Duration shortest = SettingFormats.delay(least).orElseThrow();
        Duration longest = SettingFormats.delay(most).orElseThrow();
        Duration delay = required(
                key,
                longest,
                "a duration such as 500ms, 5s or 1m, from " + least + " to " + most,
                value -> SettingFormats.delay(value)
                        .filter(found -> found.compareTo(shortest) >= 0 && found.compareTo(longest) <= 0));
        decide(key, delay.toMillis());
        return delay;
    }

    /** A number of bytes, from one kilobyte up. */
    long bytes(String key) {
        return required(key, 1024L, "a size such as 512KB, 64MB or 2GB, from 1KB up", SettingFormats::bytes);
    }

    /** A schedule; an empty text after an error. */
    String schedule(String key, String example) {
        return required(key, "", "a Quartz cron expression such as " + example, SettingFormats::schedule);
    }

    /** A required value. After an error, {@code stopgap} is used to find further errors. */
    <T> T required(String key, T stopgap, String allowed, Parser<T> parser) {
        if (text(key).isEmpty()) {
            reject(key, "", allowed);
            return stopgap;
        }
        return optional(key, allowed, parser).orElse(stopgap);
    }

    /** An optional value. */
    <T> Optional<T> optional(String key, String allowed, Parser<T> parser) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> result;
        try {
            result = parser.parse(value.get());
        } catch (IllegalArgumentException | DateTimeException | URISyntaxException unreadable) {
            result = Optional.empty();
        }
        result.ifPresentOrElse(
                found -> {
                    if (found instanceof String || found instanceof Integer) {
                        decide(key, found);
                    }
                },
                () -> reject(key, value.get(), allowed));
        return result;
    }

    /** An optional value that is never shown, also not to the routes. The message of the parser's exception says what is wrong. */
    <T> Optional<T> secret(String key, String allowed, Function<String, T> parser) {
        forRoutes.remove(key);
        text(key).ifPresent(secrets::add);
        try {
            return text(key).map(parser);
        } catch (IllegalArgumentException unreadable) {
            errors.add(key + " cannot be used (" + unreadable.getMessage() + "), expected " + allowed);
            return Optional.empty();
        }
    }

    /** Removes from texts the secrets that have been read, and the paths of the directories that are set. */
    Redaction redaction() {
        Map<String, String> directories = new HashMap<>();
        directories.put(System.getProperty("user.home"), "[home]");
        directories.put(workingDirectory.toAbsolutePath().toString(), "[working directory]");
        values.keySet().stream().filter(key -> key.endsWith(".directory")).forEach(key -> text(key)
                .ifPresent(path -> directories.put(
                        inWorkingDirectory(path).toAbsolutePath().toString(), "[" + key + "]")));
        return new Redaction(secrets, directories);
    }

    /** The content of a file; a relative path is resolved in the working directory. */
    String fileContent(String path) {
        try {
            return Files.readString(inWorkingDirectory(path));
        } catch (IOException e) {
            throw new IllegalArgumentException("no file can be read there", e);
        }
    }

    private static String wholeNumberFrom(int least, int most) {
        return "a whole number from " + least + " to " + most;
    }

    void reject(String key, String found, String allowed) {
        errors.add(key + " is '" + found + "', expected " + allowed);
    }

    /** Rejects unknown settings, and throws if there was any error. */
    void finish() {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .filter(key -> key.startsWith(SettingTexts.PREFIX))
                .sorted()
                .forEach(key -> errors.add(key + " is not a setting of Cotinga; " + NearestName.suggestion(key, known)
                        + "application.properties lists them all"));
        if (!errors.isEmpty()) {
            throw new SettingException(errors);
        }
    }

    /** Parses one value; empty or an exception if it is not allowed. */
    @FunctionalInterface
    interface Parser<T> {
        Optional<T> parse(String value) throws URISyntaxException;
    }
}
