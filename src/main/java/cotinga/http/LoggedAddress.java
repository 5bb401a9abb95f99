package cotinga.http;

import cotinga.base.Excerpt;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A request in the log: its method, and its address in printable ASCII, shortened and without secrets. */
final class LoggedAddress {
    private static final int LONGEST = 200;
    private static final String MASK = "***";
    private static final Set<String> SECRETS = Set.of(
            "api_key",
            "apikey",
            "x-api-key",
            "key",
            "token",
            "access_token",
            "authorization",
            "password",
            "secret",
            "jwt");

    private LoggedAddress() {}

    static String of(HttpServerRequest request) {
        return of(request.method().name(), request.uri());
    }

    static String of(String method, String uri) {
        int query = uri.indexOf('?');
        String address = query < 0 ? uri : uri.substring(0, query + 1) + masked(uri.substring(query + 1));
        return printable(method + " " + Excerpt.cut(address, LONGEST));
    }

    /** A text from outside without characters that could forge a log line. */
    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E…]", "?");
    }

    private static String masked(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(LoggedAddress::maskedParameter)
                .collect(Collectors.joining("&"));
    }

    private static String maskedParameter(String parameter) {
        int value = parameter.indexOf('=') + 1;
        return value > 0 && isSecret(parameter.substring(0, value - 1))
                ? parameter.substring(0, value) + MASK
                : parameter;
    }

    private static boolean isSecret(String rawName) {
        return SECRETS.contains(decoded(rawName).toLowerCase(Locale.ROOT));
    }

    private static String decoded(String rawName) {
        try {
            return URLDecoder.decode(rawName, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return rawName; // not one of the secret names
        }
    }
}
