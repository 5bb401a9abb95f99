package cotinga.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The texts of all settings, from these sources: the defaults, {@code application.properties} in the working directory, the environment,
 * system properties. The later source wins. The settings of the sandbox come last, so that synthetic data are never mixed with real data.
 * References to other settings are resolved, and surrounding blanks are removed.
 */
public final class SettingTexts {
    static final String PREFIX = "cotinga.";

    /** Variables of {@code bin/cotinga}, which are not settings. */
    private static final Set<String> OF_START_SCRIPT =
            Set.of("COTINGA_JAVA_OPTS", "COTINGA_ARCHIVE", "COTINGA_CACHE_DIR");

    /** Variables with the level of a logger. */
    private static final String LEVEL = "COTINGA_LOG_LEVEL_";

    private static final String FILE = "application.properties";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String START = "{{";
    private static final String END = "}}";

    private final Path workingDirectory;
    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> serviceLinks = new ArrayList<>();

    private SettingTexts(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** Reads all sources. Their errors are in {@link #errors()}. */
    public static SettingTexts of(
            Path workingDirectory, boolean sandbox, Map<String, String> environment, Properties systemProperties) {
        SettingTexts settings = new SettingTexts(workingDirectory);
        settings.addResource("/" + FILE);
        settings.addFile(workingDirectory.resolve(FILE));
        settings.addEnvironment(environment);
        settings.addSystemProperties(systemProperties);
        if (sandbox) {
            settings.addResource("/sandbox.properties");
        }
        settings.resolveReferences();
        return settings;
    }

    /** The directory for relative paths. */
    Path workingDirectory() {
        return workingDirectory;
    }

    /** The texts by key; an empty setting has an empty text. */
    public Map<String, String> values() {
        return Map.copyOf(texts);
    }

    /** The errors of the sources. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Environment variables that Kubernetes or Docker has set for a service, and that are not settings. */
    public List<String> serviceLinks() {
        return List.copyOf(serviceLinks);
    }

    /** {@code cotinga.cftc.base-url} is {@code COTINGA_CFTC_BASE_URL} in the environment. */
    public static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void add(String key, String text) {
        texts.put(key.startsWith(CamelKeys.PREFIX) ? CamelKeys.spellingIn(texts.keySet(), key) : key, text.strip());
    }

    private void addAll(Properties properties) {
        properties.stringPropertyNames().forEach(key -> add(key, properties.getProperty(key)));
    }

    private void addEnvironment(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.forEach((variable, text) -> {
            if (ServiceLinks.isServiceLink(variable, text) && variable.startsWith("COTINGA_")) {
                serviceLinks.add(variable);
            }
        });
        variables.entrySet().removeIf(variable -> ServiceLinks.isServiceLink(variable.getKey(), variable.getValue()));
        CamelKeys.ofEnvironment(texts.keySet(), variables).forEach(this::add);
        Set<String> names = new HashSet<>();
        List<String> keys =
                texts.keySet().stream().filter(key -> key.startsWith(PREFIX)).toList();
        for (String key : keys) {
            names.add(environmentName(key));
            Optional.ofNullable(variables.remove(environmentName(key))).ifPresent(text -> add(key, text));
        }
        addLevels(variables);
        variables.keySet().stream()
                .filter(variable -> variable.startsWith("COTINGA_") && !OF_START_SCRIPT.contains(variable))
                .forEach(variable -> errors.add(variable + " in the environment is not a setting of Cotinga; "
                        + NearestName.suggestion(variable, names) + "application.properties lists them all"));
    }

    /** The levels of loggers with names in lower case, such as {@code COTINGA_LOG_LEVEL_ORG_QUARTZ} for {@code org.quartz}. */
    private void addLevels(Map<String, String> variables) {
        variables.forEach((variable, text) -> {
            if (variable.startsWith(LEVEL)) {
                add(variable.toLowerCase(Locale.ROOT).replace('_', '.'), text);
            }
        });
        variables.keySet().removeIf(variable -> variable.startsWith(LEVEL));
    }

    private void addSystemProperties(Properties properties) {
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX) || key.startsWith(CamelKeys.PREFIX))
                .sorted()
                .forEach(key -> add(key, properties.getProperty(key)));
    }

    private void addResource(String name) {
        try (InputStream stream = SettingTexts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing inside the application");
            }
            addAll(read(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addFile(Path file) {
        if (Files.notExists(file)) {
            return;
        }
        try {
            String text = Files.readString(file);
            addAll(read(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)));
        } catch (CharacterCodingException e) {
            errors.add(file + " is not text in UTF-8, expected UTF-8; save it in this encoding");
        } catch (IllegalArgumentException e) {
            errors.add(
                    file + " cannot be read (" + e.getMessage() + "), expected properties; write each backslash twice");
        } catch (IOException e) {
            errors.add(file + " cannot be read (" + e + "), expected a readable file; check its permissions");
        }
    }

    private static Properties read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        return properties;
    }

    private void resolveReferences() {
        Map<String, String> unresolved = new TreeMap<>(texts);
        texts.replaceAll((key, text) -> {
            try {
                return resolved(text, unresolved, Set.of(key));
            } catch (IllegalArgumentException e) {
                errors.add(key + " refers to '" + e.getMessage()
                        + "', expected the name of a setting that does not refer back to it");
                return "";
            }
        });
    }

    /** @throws IllegalArgumentException with the name of an unknown or circular reference */
    private static String resolved(String text, Map<String, String> unresolved, Set<String> before) {
        int start = text.indexOf(START);
        if (start < 0) {
            return text;
        }
        int end = text.indexOf(END, start);
        String key = text.substring(start + START.length(), end < 0 ? text.length() : end);
        String value = end < 0 ? null : unresolved.get(key);
        if (value == null || before.contains(key)) {
            throw new IllegalArgumentException(key);
        }
        Set<String> path = new HashSet<>(before);
        path.add(key);
        return text.substring(0, start)
                + resolved(value, unresolved, path)
                + resolved(text.substring(end + END.length()), unresolved, before);
    }
}
