package cotinga;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the texts of settings into values, and collects what is wrong with them. */
final class SettingReader {
    private static final String ADDRESS = "an address such as https://www.cftc.gov";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(KB|MB|GB)");

    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();
    private final List<String> errors = new ArrayList<>();

    SettingReader(Map<String, String> values) {
        this.values = values;
    }

    /** The value, or empty where the setting is left empty. */
    Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    int wholeNumber(String key, int least, int most) {
        return wholeNumber(key, least, most, least);
    }

    int wholeNumber(String key, int least, int most, int stopgap) {
        return required(key, stopgap, wholeNumberFrom(least, most), value -> parsedWhole(value, least, most));
    }

    Optional<Integer> wholeNumberIfSet(String key, int least, int most) {
        return optional(key, wholeNumberFrom(least, most), value -> parsedWhole(value, least, most));
    }

    double number(String key, double least, double most, double stopgap) {
        return required(key, stopgap, "a number from " + least + " to " + most, value -> {
            double number = Double.parseDouble(value);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    boolean flag(String key) {
        return required(key, false, "true or false", value -> switch (value) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    String httpAddress(String key) {
        return required(key, "", ADDRESS, SettingReader::parsedAddress);
    }

    Optional<String> httpAddressIfSet(String key) {
        return optional(key, ADDRESS, SettingReader::parsedAddress);
    }

    private static Optional<String> parsedAddress(String value) throws URISyntaxException {
        URI address = new URI(value);
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        boolean plain = address.getQuery() == null && address.getFragment() == null && address.getUserInfo() == null;
        return http && plain && address.getHost() != null ? Optional.of(value.replaceAll("/+$", "")) : Optional.empty();
    }

    Path path(String key) {
        return required(key, Path.of(""), "a path", value -> Optional.of(Path.of(value)));
    }

    ZoneId zone(String key) {
        return required(
                key, ZoneOffset.UTC, "a time zone such as America/New_York", value -> Optional.of(ZoneId.of(value)));
    }

    Optional<LocalDate> dateIfSet(String key) {
        return optional(key, "a date such as 2026-11-20", value -> Optional.of(LocalDate.parse(value)));
    }

    Duration duration(String key) {
        return required(key, Duration.ZERO, "a duration such as 30s, 10m, 2h or 1d", value -> {
            Matcher matcher = DURATION.matcher(value);
            return matcher.matches()
                    ? Optional.of(Duration.parse(
                            ("d".equals(matcher.group(2)) ? "P" : "PT") + value.toUpperCase(Locale.ROOT)))
                    : Optional.empty();
        });
    }

    long bytes(String key) {
        return required(key, 0L, "a size such as 512KB, 64MB or 2GB", value -> {
            Matcher matcher = BYTES.matcher(value);
            return matcher.matches()
                    ? Optional.of(Long.parseLong(matcher.group(1))
                            << switch (matcher.group(2)) {
                                case "KB" -> 10;
                                case "MB" -> 20;
                                default -> 30;
                            })
                    : Optional.empty();
        });
    }

    /** A value that must be there; {@code stopgap} only lets the reading go on to the next error. */
    <T> T required(String key, T stopgap, String allowed, Parser<T> parser) {
        if (text(key).isEmpty()) {
            refuse(key, "", allowed);
            return stopgap;
        }
        return optional(key, allowed, parser).orElse(stopgap);
    }

    /** A value that may be left empty. */
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
        if (result.isEmpty()) {
            refuse(key, value.get(), allowed);
        }
        return result;
    }

    /** A value that may be left empty, and is never told; the parser's exception says what is wrong with it. */
    <T> Optional<T> secret(String key, String allowed, Function<String, T> parser) {
        try {
            return text(key).map(parser);
        } catch (IllegalArgumentException unreadable) {
            errors.add(key + " cannot be used (" + unreadable.getMessage() + "), expected " + allowed);
            return Optional.empty();
        }
    }

    private static String wholeNumberFrom(int least, int most) {
        return "a whole number from " + least + " to " + most;
    }

    private static Optional<Integer> parsedWhole(String value, int least, int most) {
        int number = Integer.parseInt(value);
        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    }

    void refuse(String key, String found, String allowed) {
        errors.add(key + " is '" + found + "', expected " + allowed);
    }

    /** Ends the reading: a setting that nothing asked for is a misspelt one. */
    void finish() {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> errors.add(key + " is no setting of Cotinga; application.properties lists them all"));
        if (!errors.isEmpty()) {
            throw new SettingException(errors);
        }
    }

    /** Reads one value; empty or an exception when it is not what is allowed. */
    @FunctionalInterface
    interface Parser<T> {
        Optional<T> parse(String value) throws URISyntaxException;
    }
}
