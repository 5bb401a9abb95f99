package cotinga.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A curl command of a page: plain options, one address, and optionally {@code | head -N}. */
final class CurlCommand {
    private static final Pattern WORD = Pattern.compile("\\G\\s*('[^']*'|\"[^\"]*\"|[^\\s'\"]+)");
    private static final Pattern HEAD = Pattern.compile("(.*) \\| head -([0-9]+)");
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private String method = "GET";
    private String address = "";
    private String body = "";
    private boolean showsHeaders;
    private final List<String> headers = new ArrayList<>();
    private final int lines;

    /**
     * Reads a command.
     *
     * @param variables the values of {@code $NAME} between double quotes
     */
    CurlCommand(String text, Map<String, String> variables) {
        Matcher piped = HEAD.matcher(text);
        boolean isPiped = piped.matches();
        lines = isPiped ? Integer.parseInt(piped.group(2)) : NO_LIMIT;
        List<String> words = words(isPiped ? piped.group(1) : text, variables);
        if (!words.get(0).equals("curl")) {
            throw new IllegalArgumentException("'" + text + "' is no command of curl");
        }
        for (int index = 1; index < words.size(); index++) {
            switch (words.get(index)) {
                case "-s", "-N" -> {}
                case "-i" -> showsHeaders = true;
                case "-I" -> {
                    method = "HEAD";
                    showsHeaders = true;
                }
                case "--compressed" -> headers.addAll(List.of("Accept-Encoding", "gzip"));
                case "-X" -> method = words.get(++index);
                case "-H" -> headers.addAll(List.of(words.get(++index).split(": ", 2)));
                case "-d" -> {
                    method = "POST";
                    body = words.get(++index);
                }
                default -> {
                    if (words.get(index).startsWith("-") || !address.isEmpty()) {
                        throw new IllegalArgumentException("'" + words.get(index) + "' is not understood in: " + text);
                    }
                    address = words.get(index);
                }
            }
        }
    }

    String method() {
        return method;
    }

    /** The address after host and port. */
    String path() {
        return address.replaceFirst("^(http://)?localhost:8080", "");
    }

    String body() {
        return body;
    }

    /** Names and values in turn. */
    String[] headers() {
        return headers.toArray(String[]::new);
    }

    boolean showsHeaders() {
        return showsHeaders;
    }

    /** The part of a response body that is shown. */
    String shown(String answer) {
        return lines == NO_LIMIT
                ? answer
                : String.join("\n", answer.lines().limit(lines).toList());
    }

    private static List<String> words(String text, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String found = word.group(1);
            words.add(
                    switch (found.charAt(0)) {
                        case '\'' -> found.substring(1, found.length() - 1);
                        case '"' -> expanded(found.substring(1, found.length() - 1), variables);
                        default -> found;
                    });
        }
        return words;
    }

    private static String expanded(String text, Map<String, String> variables) {
        String expanded = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            expanded = expanded.replace("$" + variable.getKey(), variable.getValue());
        }
        return expanded;
    }
}
