package cotinga.alert;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where alerts are sent.
 *
 * @param name its format and its place in the setting, for the log: an address may contain a token
 * @param address an address of HTTP, or the URI of any endpoint of Camel
 */
public record Endpoint(String name, Format format, String address) {
    /** How a message is written. */
    public enum Format {
        /** Standard Webhooks: JSON with a signature. */
        WEBHOOK,
        /** Incoming webhooks of Slack, and of what is compatible with them. */
        SLACK,
        /** The method sendMessage of Telegram's bots; the address names the chat. */
        TELEGRAM,
        /** Plain text to any endpoint of Camel. */
        CAMEL;

        /** Its name in settings and metrics. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The body of a response has no meaning. */
    private static final String POST = "httpMethod=POST&ignoreResponseBody=true";

    private static final int MOST = 16;

    /** What a setting may contain. */
    public static final String FORM = "a list, separated by spaces, of up to " + MOST
            + " of webhook:<address>, slack:<address>, telegram:<address>" + " and camel:<endpoint URI>";

    /**
     * The endpoints that a setting lists.
     *
     * @throws IllegalArgumentException if it is wrong; the message does not show it, because it may contain tokens
     */
    public static List<Endpoint> list(String setting) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String entry : setting.strip().split("\\s+", -1)) {
            int number = endpoints.size() + 1;
            int colon = entry.indexOf(':');
            Format format = format(entry.substring(0, Math.max(colon, 0)))
                    .orElseThrow(() -> new IllegalArgumentException("entry " + number + " has no known format"));
            String address = entry.substring(colon + 1);
            if (!isValid(format, address)) {
                throw new IllegalArgumentException("entry " + number + " has no valid address");
            }
            if (number > MOST) {
                throw new IllegalArgumentException("it has more than " + MOST + " entries");
            }
            endpoints.add(new Endpoint(entry.substring(0, colon) + " endpoint " + number, format, address));
        }
        return endpoints;
    }

    private static Optional<Format> format(String name) {
        for (Format format : Format.values()) {
            if (format.key().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static boolean isValid(Format format, String address) {
        if (format == Format.CAMEL) {
            return address.contains(":");
        }
        try {
            URI uri = URI.create(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The URI by which Camel sends a message there: an address of HTTP gets options of the HTTP component. */
    String uri() {
        return format == Format.CAMEL ? address : address + (address.contains("?") ? "&" : "?") + POST;
    }

    /** The URI that only Camel can check; empty if it is an address of HTTP. */
    public Optional<String> camelUri() {
        return format == Format.CAMEL ? Optional.of(address) : Optional.empty();
    }

    /** Without the address. */
    @Override
    public String toString() {
        return name;
    }
}
