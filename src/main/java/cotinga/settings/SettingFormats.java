package cotinga.settings;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** The formats of values in settings. For a value that is not allowed, a method returns empty or throws an exception. */
final class SettingFormats {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final Pattern MILLISECONDS = Pattern.compile("(\\d{1,9})(?:ms)?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(KB|MB|GB)");

    private SettingFormats() {}

    static Optional<Integer> wholeNumber(String value, int least, int most) {
        int number = Integer.parseInt(value);
        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    }

    static Optional<Double> number(String value, double least, double most) {
        double number = Double.parseDouble(value);
        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    }

    /** {@code 20%} or {@code 12.5 %}, as a share from 0 to 1. */
    static Optional<Double> share(String value) {
        Matcher matcher = PERCENT.matcher(value);
        return matcher.matches()
                ? Optional.of(new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue())
                        .filter(share -> share <= 1)
                : Optional.empty();
    }

    static Optional<Boolean> flag(String value) {
        return switch (value) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<LocalDate> date(String value, LocalDate first, LocalDate last) {
        return Optional.of(LocalDate.parse(value)).filter(date -> !date.isBefore(first) && !date.isAfter(last));
    }

    /** {@code 30s}, {@code 10m}, {@code 2h} or {@code 1d}. */
    static Optional<Duration> duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        return matcher.matches()
                ? Optional.of(
                        Duration.parse(("d".equals(matcher.group(2)) ? "P" : "PT") + value.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** {@code 500ms}, or a longer duration. A number without a unit is one of milliseconds. */
    static Optional<Duration> delay(String value) {
        Matcher matcher = MILLISECONDS.matcher(value);
        return matcher.matches() ? Optional.of(Duration.ofMillis(Long.parseLong(matcher.group(1)))) : duration(value);
    }

    /** {@code 512KB}, {@code 64MB} or {@code 2GB}. */
    static Optional<Long> bytes(String value) {
        Matcher matcher = BYTES.matcher(value);
        return matcher.matches()
                ? Optional.of(Long.parseLong(matcher.group(1))
                                << switch (matcher.group(2)) {
                                    case "KB" -> 10;
                                    case "MB" -> 20;
                                    default -> 30;
                                })
                        .filter(bytes -> bytes > 0)
                : Optional.empty();
    }

    /** An address of HTTP without query, fragment and user; without slashes at its end. */
    static Optional<String> httpAddress(String value) throws URISyntaxException {
        URI address = new URI(value);
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        boolean plain = address.getQuery() == null && address.getFragment() == null && address.getUserInfo() == null;
        return http && plain && address.getHost() != null ? Optional.of(value.replaceAll("/+$", "")) : Optional.empty();
    }

    /** An address to listen on, by number or name; {@code all} is every address. */
    static Optional<InetAddress> listenAddress(String name) {
        try {
            return Optional.of(InetAddress.getByName("all".equals(name) ? "0.0.0.0" : name));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /** A cron expression of Quartz. */
    static Optional<String> schedule(String expression) {
        try {
            new CronExpression(expression);
            return Optional.of(expression);
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }
}
